// Undelivered events, oldest first: in IndexedDB while it works and may be used, in memory what it
// does not take.
import { doubt, isDoubtful, restoreAll, type SealedEvent, stored } from "../event/seal.ts";
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
  /**
   * Hands the oldest to `onTaken`, which says whether it could write them down: then they are the
   * caller's alone. Else the database keeps them, too, until they are removed. Rejects if the
   * database does not answer now, but may later.
   */
  take(maxCount: number, onTaken: (events: SealedEvent[]) => boolean): Promise<void>;
  /** The events are delivered or counted: nothing of them stays. */
  remove(events: readonly SealedEvent[]): Promise<void>;
  /** Forgets everything; returns what it was. */
  clear(): Promise<SealedEvent[]>;
  /** What is in memory only, by id: a closing page would lose it. */
  readonly memory: Map<string, SealedEvent>;
  /** All of that; it is the caller's then. */
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
  const memory = new Map<string, SealedEvent>();

  function hold(events: readonly SealedEvent[]): SealedEvent[] {
    for (const event of events) memory.set(event.event_id, event);
    const surplus = byWorth([...memory.values()], ({ kind }) => kind === "tag").slice(0, -maxSize);
    for (const event of surplus) memory.delete(event.event_id);
    return surplus;
  }

  function takeVolatile(): SealedEvent[] {
    const events = [...memory.values()];
    memory.clear();
    return events;
  }

  return {
    async add(events) {
      const put = async (table: IDBObjectStore): Promise<SealedEvent[]> => {
        for (const event of events) table.put(stored(event), keyOf(event));
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
    async take(maxCount, onTaken) {
      let taken: SealedEvent[] = [];
      if (memory.size > 0) {
        taken = [...memory.values()].slice(0, maxCount);
        for (const event of taken) memory.delete(event.event_id);
        onTaken(taken);
        return;
      }
      if (!mayStore()) return;
      const isDone = await use(async (table) => {
        taken = await read(table, maxCount);
        const isOurs = taken.length === 0 || onTaken(taken);
        if (!isOurs) doubt(taken);
        for (const event of taken) {
          if (isOurs) table.delete(keyOf(event));
          else table.put(stored(event), keyOf(event));
        }
        return true;
      });
      if (!isDone) doubt(taken);
      if (isResting()) throw new Error();
    },
    async remove(events) {
      // Of these the database may have a copy.
      const doubted = events.filter(isDoubtful);
      if (doubted.length === 0) return;
      await use(async (table) => {
        for (const event of doubted) table.delete(keyOf(event));
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
    memory,
    takeVolatile,
    close,
  };
}
