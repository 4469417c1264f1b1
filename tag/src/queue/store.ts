// Undelivered events, oldest first: in IndexedDB while it works and may be used, in memory what it
// does not take.
import { restoreAll, type SealedEvent } from "../event/seal.ts";
import { createDatabase, done } from "./database.ts";

/** A record's key is the event id, which sorts by time, its size and kind: caps need no record read. */
const keyOf = (event: SealedEvent): string =>
  `${event.event_id} ${JSON.stringify(event).length} ${event.kind}`;
const bytesOf = (key: string): number => Number(key.split(" ")[1]) || 0;

/**
 * In the order in which they give way: the oldest first, reports of the tag last. One of these may
 * have arrived without our knowledge, and what it counts must not be counted again.
 */
function byWorth<T>(entries: readonly T[], isReport: (entry: T) => boolean): T[] {
  const others = entries.filter((entry) => !isReport(entry));
  return [...others, ...entries.filter(isReport)];
}

const read = async (table: IDBObjectStore, maxCount?: number): Promise<SealedEvent[]> =>
  restoreAll(await done(table.getAll(null, maxCount)));

export interface Store {
  /** Returns the old ones that had to give way. */
  add(events: readonly SealedEvent[]): Promise<SealedEvent[]>;
  /** Holds the events in memory, each once; returns what had to give way. */
  hold(events: readonly SealedEvent[]): SealedEvent[];
  /** Rejects if the database does not answer now, but may later. */
  oldest(maxCount: number): Promise<SealedEvent[]>;
  remove(events: readonly SealedEvent[]): Promise<void>;
  /** Forgets everything; returns what it was. */
  clear(): Promise<SealedEvent[]>;
  /** Is anything in memory only? A closing page would lose it. */
  isVolatile(): boolean;
  /** What is in memory only; it is the caller's then. */
  takeVolatile(): SealedEvent[];
  close(): void;
}

export function createStore(
  name: string,
  mayStore: () => boolean,
  maxSize: number,
  maxBytes: number,
): Store {
  const { use, isResting, close } = createDatabase(name);
  /** by id */
  const memory = new Map<string, SealedEvent>();

  function hold(events: readonly SealedEvent[]): SealedEvent[] {
    for (const event of events) memory.set(event.event_id, event);
    const surplus = byWorth([...memory.values()], ({ kind }) => kind === "tag").slice(0, -maxSize);
    for (const event of surplus) memory.delete(event.event_id);
    return surplus;
  }

  const isVolatile = (): boolean => memory.size > 0;

  function takeVolatile(): SealedEvent[] {
    const events = [...memory.values()];
    memory.clear();
    return events;
  }

  return {
    async add(events) {
      const put = async (table: IDBObjectStore): Promise<SealedEvent[]> => {
        for (const event of events) table.put(event, keyOf(event));
        const keys = (await done(table.getAllKeys())) as string[];
        let bytes = keys.reduce((sum, key) => sum + bytesOf(key), 0);
        const gone: string[] = [];
        for (const key of byWorth(keys, (name) => name.endsWith(" tag"))) {
          if (keys.length - gone.length <= maxSize && bytes <= maxBytes) break;
          bytes -= bytesOf(key);
          gone.push(key);
        }
        const old = gone.map((key) => done<SealedEvent>(table.get(key)));
        for (const key of gone) table.delete(key);
        return restoreAll(await Promise.all(old));
      };
      return (mayStore() ? await use(put) : undefined) ?? hold(events);
    },
    hold,
    async oldest(maxCount) {
      if (isVolatile()) return [...memory.values()].slice(0, maxCount);
      const events = mayStore() ? await use((table) => read(table, maxCount)) : [];
      if (isResting()) throw new Error();
      return events ?? [];
    },
    async remove(events) {
      const stored = events.filter((event) => !memory.delete(event.event_id));
      if (stored.length === 0) return;
      await use(async (table) => {
        for (const event of stored) table.delete(keyOf(event));
      });
    },
    async clear() {
      const stored = await use(async (table) => {
        const all = await read(table);
        table.clear();
        return all;
      });
      return [...takeVolatile(), ...(stored ?? [])];
    },
    isVolatile,
    takeVolatile,
    close,
  };
}
