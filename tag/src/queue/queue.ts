// The events that wait in memory, each already encoded. Bounded: the oldest give way.
import type { SealedEvent } from "../event/seal.ts";

export interface Item {
  event: SealedEvent;
  /** the event in the collector's format */
  fragment: string;
  bytes: number;
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

export const eventsOf = (items: readonly Item[]): SealedEvent[] => items.map((item) => item.event);

/** What must arrive if only some can: of what is not named here, the least. */
const importance = ({ event }: Item): number => "tag moment conversation".indexOf(event.kind);

export function byImportance(items: readonly Item[]): Item[] {
  // Among equals the newest first: what is older was more likely reported before.
  return [...items].reverse().sort((a, b) => importance(b) - importance(a));
}

export class Queue {
  private _items: Item[] = [];

  constructor(private readonly _maxSize: number) {}

  get length(): number {
    return this._items.length;
  }

  get items(): readonly Item[] {
    return this._items;
  }

  /** The waiting summary of the same conversation, which a newer one replaces. */
  summaryOf(conversationId: string | undefined): Item | undefined {
    return this._items.find(
      ({ event }) => event.kind === "conversation" && event.conversation_id === conversationId,
    );
  }

  /** Adds at the end; returns what had to give way. */
  push(item: Item): Item[] {
    this._items.push(item);
    return this._items.splice(0, this._items.length - this._maxSize);
  }

  pushFirst(items: readonly Item[]): void {
    this._items.unshift(...items);
  }

  replace(old: Item, item: Item): void {
    this._items[this._items.indexOf(old)] = item;
  }

  remove(isGone: (item: Item) => boolean): void {
    this._items = this._items.filter((item) => !isGone(item));
  }

  /** Takes the first `count` items, or all. */
  take(count = this.length): Item[] {
    return this._items.splice(0, count);
  }
}

/** How many of the first items fit into one body: of one group, at most `maxCount` and `maxBytes`. */
export function fitting(
  items: readonly Item[],
  groupOf: (event: SealedEvent) => string,
  maxBytes: number,
  maxCount = items.length,
): number {
  let left = maxBytes;
  const isOver = ({ event, bytes }: Item, index: number): boolean => {
    left -= bytes;
    return left < 0 || index >= maxCount || groupOf(event) !== groupOf((items[0] as Item).event);
  };
  const count = items.findIndex(isOver);
  return count < 0 ? items.length : count;
}
