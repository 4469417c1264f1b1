// Undelivered events, oldest first: in IndexedDB while it works and may be used, in memory what it
// does not take.
import { restoreAll, type SealedEvent } from "../event/seal.ts";
import { Database, done } from "./database.ts";

/** A record's key is the event id, which sorts by time, and its size: caps need no record read. */
const keyOf = (event: SealedEvent): string => `${event.event_id} ${JSON.stringify(event).length}`;
const bytesOf = (key: string): number => Number(key.split(" ")[1]) || 0;

const read = async (table: IDBObjectStore, maxCount?: number): Promise<SealedEvent[]> =>
  restoreAll(await done(table.getAll(null, maxCount)));

export class Store {
  /** what a closing page would lose, by id */
  private readonly _memory = new Map<string, SealedEvent>();
  private readonly _database: Database;

  constructor(
    name: string,
    mayStore: () => boolean,
    private readonly _maxSize: number,
    private readonly _maxBytes: number,
  ) {
    this._database = new Database(name, mayStore);
  }

  /** Returns the old ones that had to give way. */
  async add(events: readonly SealedEvent[]): Promise<SealedEvent[]> {
    const surplus = await this._database.use(async (table) => {
      for (const event of events) table.put(event, keyOf(event));
      const keys = (await done(table.getAllKeys())) as string[];
      let bytes = keys.reduce((sum, key) => sum + bytesOf(key), 0);
      let count = 0;
      while (keys.length - count > this._maxSize || bytes > this._maxBytes) {
        bytes -= bytesOf(keys[count++] as string);
      }
      const old = count > 0 ? await read(table, count) : [];
      for (const key of keys.slice(0, count)) table.delete(key);
      return old;
    });
    return surplus ?? this.hold(events);
  }

  /** Holds the events in memory, each once; returns what had to give way. */
  hold(events: readonly SealedEvent[]): SealedEvent[] {
    for (const event of events) this._memory.set(event.event_id, event);
    const surplus = [...this._memory.values()].slice(0, -this._maxSize);
    for (const event of surplus) this._memory.delete(event.event_id);
    return surplus;
  }

  /** Rejects if the database does not answer now, but may later. */
  async oldest(maxCount: number): Promise<SealedEvent[]> {
    if (this.isVolatile) return [...this._memory.values()].slice(0, maxCount);
    const events = await this._database.use((table) => read(table, maxCount));
    if (this._database.isResting) throw new Error();
    return events ?? [];
  }

  async remove(events: readonly SealedEvent[]): Promise<void> {
    const stored = events.filter((event) => !this._memory.delete(event.event_id));
    if (stored.length === 0) return;
    await this._database.use(async (table) => {
      for (const event of stored) table.delete(keyOf(event));
    });
  }

  /** Forgets everything; returns what it was. */
  async clear(): Promise<SealedEvent[]> {
    const stored = await this._database.use(async (table) => {
      const all = await read(table);
      table.clear();
      return all;
    }, true);
    return [...this.takeVolatile(), ...(stored ?? [])];
  }

  /** Is anything in memory only? */
  get isVolatile(): boolean {
    return this._memory.size > 0;
  }

  /** What is in memory only; it is the caller's then. */
  takeVolatile(): SealedEvent[] {
    const events = [...this._memory.values()];
    this._memory.clear();
    return events;
  }

  close(): void {
    this._database.close();
  }
}
