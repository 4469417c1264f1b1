// Where undelivered events rest if the browser lets nothing be stored: for the life of the page.
import type { SealedEvent } from "../event/seal.ts";

export interface StoredEvent {
  key: string;
  event: SealedEvent;
}

/** Undelivered events, oldest first. */
export interface Store {
  /** Returns how many old ones had to give way. */
  add(events: readonly SealedEvent[]): Promise<number>;
  oldest(maxCount: number): Promise<StoredEvent[]>;
  remove(keys: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

export class MemoryStore implements Store {
  readonly events = new Map<string, SealedEvent>();

  constructor(private readonly _maxSize: number) {}

  async add(events: readonly SealedEvent[]): Promise<number> {
    for (const event of events) this.events.set(event.event_id, event);
    const surplus = [...this.events.keys()].slice(0, Math.max(0, this.events.size - this._maxSize));
    await this.remove(surplus);
    return surplus.length;
  }

  async oldest(maxCount: number): Promise<StoredEvent[]> {
    return [...this.events].slice(0, maxCount).map(([key, event]) => ({ key, event }));
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.events.delete(key);
  }

  async clear(): Promise<void> {
    this.events.clear();
  }
}
