// IndexedDB, as far as it works: one table, and a time limit on each answer.

const kTable = "events";

/**
 * WebKit answers nobody while a page in its back/forward cache has a transaction open: then the
 * database is left alone for a while.
 */
const kAnswerMs = 3000;
const kRestMs = 30_000;

export const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });

type Work<T> = (table: IDBObjectStore) => Promise<T>;

export interface Database {
  /**
   * Runs `work` in one transaction. undefined if it did not commit: in private mode, over quota, or
   * where nothing may be stored.
   */
  use<T>(work: Work<T>): Promise<T | undefined>;
  /** It did not answer lately. */
  isResting(): boolean;
  /** Lets go of it: a page that keeps a transaction open stops all others (WebKit). */
  close(): void;
}

export function createDatabase(name: string): Database {
  let database: Promise<IDBDatabase> | undefined;
  let transaction: IDBTransaction | undefined;
  let isResting = false;

  function open(): Promise<IDBDatabase> {
    // Even naming it throws where storage is forbidden (sandboxed frames).
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kTable);
    return done(request).then((opened) => {
      opened.onversionchange = () => opened.close();
      return opened;
    });
  }

  async function commit<T>(work: Work<T>): Promise<T> {
    database ??= open();
    const begun = (await database).transaction(kTable, "readwrite");
    transaction = begun;
    const committed = new Promise((resolve, reject) => {
      begun.oncomplete = resolve;
      begun.onabort = begun.onerror = reject;
    });
    const [result] = await Promise.all([work(begun.objectStore(kTable)), committed]);
    return result;
  }

  function close(): void {
    try {
      transaction?.abort();
    } catch {
      // it had ended
    }
    database?.then((opened) => opened.close()).catch(() => {});
    database = undefined;
  }

  return {
    isResting: () => isResting,
    close,
    async use(work) {
      if (isResting) return undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      try {
        const tooLate = new Promise<never>((_, reject) => {
          timer = setTimeout(() => {
            isResting = true;
            setTimeout(() => {
              isResting = false;
            }, kRestMs);
            reject();
          }, kAnswerMs);
        });
        return await Promise.race([commit(work), tooLate]);
      } catch {
        close(); // the next call opens it anew
        return undefined;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
