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

export class Database {
  /** It did not answer lately. */
  isResting = false;
  private _database: Promise<IDBDatabase> | undefined;
  private _last: IDBTransaction | undefined;

  constructor(
    private readonly _name: string,
    private readonly _mayUse: () => boolean,
  ) {}

  /**
   * Runs `work` in one transaction. undefined if it did not commit: in private mode, over quota, or
   * where nothing may be stored.
   */
  async use<T>(
    work: (table: IDBObjectStore) => Promise<T>,
    always = this._mayUse(),
  ): Promise<T | undefined> {
    if (this.isResting || !always) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          this.isResting = true;
          setTimeout(() => {
            this.isResting = false;
          }, kRestMs);
          this.close();
          reject();
        }, kAnswerMs);
      });
      return await Promise.race([this._commit(work), tooLate]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets go of the database: a page that keeps a transaction open stops all others (WebKit). */
  close(): void {
    try {
      this._last?.abort();
    } catch {
      // it had ended
    }
    this._database?.then((database) => database.close()).catch(() => {});
    this._database = undefined;
  }

  private async _commit<T>(work: (table: IDBObjectStore) => Promise<T>): Promise<T> {
    this._database ??= this._open();
    try {
      this._last = (await this._database).transaction(kTable, "readwrite");
    } catch (error) {
      this._database = undefined; // the next call tries again
      throw error;
    }
    const transaction = this._last;
    const committed = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = reject;
    });
    const [result] = await Promise.all([work(transaction.objectStore(kTable)), committed]);
    return result;
  }

  private _open(): Promise<IDBDatabase> {
    // Even naming it throws where storage is forbidden (sandboxed frames).
    const request = indexedDB.open(this._name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kTable);
    return done(request).then((database) => {
      database.onversionchange = () => database.close();
      return database;
    });
  }
}
