// Undelivered events in IndexedDB, one database per collector. Only sealed events are ever written.
import { restore, type SealedEvent } from "../event/seal.ts";
import type { Store, StoredEvent } from "./memoryStore.ts";

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

export class DatabaseStore implements Store {
  private _database: Promise<IDBDatabase> | undefined;

  constructor(
    private readonly _name: string,
    private readonly _maxSize: number,
    private readonly _maxBytes: number,
  ) {}

  /** Rejects if the events could not be stored; nothing is then stored. */
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

  async oldest(maxCount: number): Promise<StoredEvent[]> {
    const table = (await this._begin("readonly")).objectStore(kTable);
    const [keys, values] = await Promise.all([
      done(table.getAllKeys(null, maxCount)),
      done(table.getAll(null, maxCount)),
    ]);
    return values.flatMap((value, i) => {
      const event = restore(value);
      return event ? [{ key: String(keys[i]), event }] : [];
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    const transaction = await this._begin("readwrite");
    for (const key of keys) transaction.objectStore(kTable).delete(key);
    await committed(transaction);
  }

  async clear(): Promise<void> {
    const transaction = await this._begin("readwrite");
    transaction.objectStore(kTable).clear();
    await committed(transaction);
  }

  /** Lets go of the database, so that a page in the back/forward cache does not hold it. */
  async close(): Promise<void> {
    const database = this._database;
    this._database = undefined;
    (await database)?.close();
  }

  private async _begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    this._database ??= this._open();
    try {
      return (await this._database).transaction(kTable, mode);
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
