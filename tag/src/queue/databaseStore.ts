// Undelivered events in IndexedDB, one database per collector. Only sealed events are ever written.
import { restore, type SealedEvent } from "../event/seal.ts";

const kTable = "events";

/** A record's key is the event id, which sorts by time, and its size: caps need no record read. */
const keyOf = (event: SealedEvent): string => `${event.event_id} ${JSON.stringify(event).length}`;
const bytesOf = (key: string): number => Number(key.split(" ")[1]) || 0;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

export class DatabaseStore {
  private _database: Promise<IDBDatabase> | undefined;
  private _last: IDBTransaction | undefined;

  constructor(
    private readonly _name: string,
    private readonly _maxSize: number,
    private readonly _maxBytes: number,
  ) {}

  /** Returns how many old ones had to give way. Rejects if nothing could be stored. */
  async add(events: readonly SealedEvent[]): Promise<number> {
    const transaction = await this._begin("readwrite");
    const table = transaction.objectStore(kTable);
    for (const event of events) table.put(event, keyOf(event));
    const keys = (await done(table.getAllKeys())) as string[];
    let bytes = keys.reduce((sum, key) => sum + bytesOf(key), 0);
    let surplus = 0;
    while (keys.length - surplus > this._maxSize || bytes > this._maxBytes) {
      const key = keys[surplus++] ?? "";
      bytes -= bytesOf(key);
      table.delete(key);
    }
    await committed(transaction);
    return surplus;
  }

  async oldest(maxCount: number): Promise<SealedEvent[]> {
    const transaction = await this._begin("readonly");
    const values = await done(transaction.objectStore(kTable).getAll(null, maxCount));
    return values.flatMap((value) => restore(value) ?? []);
  }

  async remove(events: readonly SealedEvent[]): Promise<void> {
    const transaction = await this._begin("readwrite");
    for (const event of events) transaction.objectStore(kTable).delete(keyOf(event));
    await committed(transaction);
  }

  async clear(): Promise<void> {
    const transaction = await this._begin("readwrite");
    transaction.objectStore(kTable).clear();
    await committed(transaction);
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

  private async _begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    this._database ??= this._open();
    try {
      this._last = (await this._database).transaction(kTable, mode);
      return this._last;
    } catch (error) {
      this._database = undefined; // the next call tries again
      throw error;
    }
  }

  private _open(): Promise<IDBDatabase> {
    const request = indexedDB.open(this._name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kTable);
    return done(request).then((database) => {
      database.onversionchange = () => database.close();
      return database;
    });
  }
}
