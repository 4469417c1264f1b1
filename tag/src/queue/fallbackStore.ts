import type { SealedEvent } from "../event/seal.ts";
import { DatabaseStore } from "./databaseStore.ts";
import { MemoryStore, type Store, type StoredEvent } from "./memoryStore.ts";

/** IndexedDB while it works and may be used, memory for what it does not take. */
export class FallbackStore implements Store {
  private readonly _memory: MemoryStore;

  constructor(
    private readonly _database: DatabaseStore | undefined,
    private readonly _mayStore: () => boolean,
    maxSize: number,
  ) {
    this._memory = new MemoryStore(maxSize);
  }

  /** What a closing page would lose. */
  get volatile(): SealedEvent[] {
    return [...this._memory.events.values()];
  }

  async add(events: readonly SealedEvent[]): Promise<number> {
    if (this._database && this._mayStore()) {
      try {
        return await this._database.add(events);
      } catch {
        // private mode, quota, a database that another version holds: memory will do
      }
    }
    return this._memory.add(events);
  }

  async oldest(maxCount: number): Promise<StoredEvent[]> {
    const held = await this._memory.oldest(maxCount);
    if (held.length > 0 || !this._database || !this._mayStore()) return held;
    return this._database.oldest(maxCount).catch(() => []);
  }

  async remove(keys: readonly string[]): Promise<void> {
    await this._memory.remove(keys);
    if (this._database && this._mayStore()) await this._database.remove(keys).catch(() => {});
  }

  async clear(): Promise<void> {
    await this._memory.clear();
    await this._database?.clear().catch(() => {});
  }

  forgetVolatile(): void {
    this._memory.events.clear();
  }

  close(): void {
    this._database?.close().catch(() => {});
  }
}

export function openStore(
  name: string,
  mayStore: () => boolean,
  maxSize: number,
  maxBytes: number,
): FallbackStore {
  let database: DatabaseStore | undefined;
  try {
    // Reading the property throws where storage is forbidden (sandboxed frames).
    if (globalThis.indexedDB) database = new DatabaseStore(name, maxSize, maxBytes);
  } catch {}
  return new FallbackStore(database, mayStore, maxSize);
}
