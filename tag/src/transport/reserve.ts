// Where events lie that are not known to have arrived: in the store while they wait for a retry; and
// all of which this page has the only copy in the stash, too, since a page may vanish.
import type { SealedEvent } from "../event/seal.ts";
import { eventsOf, type Item } from "../queue/queue.ts";
import type { Stash } from "../queue/stash.ts";
import type { Store } from "../queue/store.ts";
import type { Kit } from "./kit.ts";

export interface Reserve {
  /** Writes down what this page is responsible for; false if that cannot be written. */
  keep(): boolean;
  /** What another page took over since is no longer this one's: it is void here. */
  yieldTaken(): void;
  /** The events wait in the store for a better time. */
  shelve(events: readonly SealedEvent[]): Promise<void>;
  /** What is in memory only rests in the store, where all tabs see it but once. */
  rest(): Promise<void>;
  /** Takes over what earlier pages left, to be sent at once. */
  adopt(onYoung: (waitMs: number) => void): void;
  /** The oldest that wait for a retry, under way from now on. */
  take(maxCount: number): Promise<Item[]>;
  /** The events arrived or are counted. */
  settle(events: readonly SealedEvent[]): void;
  /** Consent is gone: nothing stays. Returns what it was. */
  clear(): Promise<SealedEvent[]>;
}

export function createReserve(
  kit: Kit,
  store: Store,
  stash: Stash,
  itemOf: (event: SealedEvent) => Item,
): Reserve {
  const { health, maySend, moved, options, queue, underWay } = kit;

  function keep(): boolean {
    yieldTaken();
    if (!options.storage || !maySend()) return false;
    const flying = [...underWay].flat().filter((item) => !moved.has(item));
    const armed = queue.items.slice(0, kit.armed);
    const kept = [...eventsOf(queue.items.slice(kit.armed)), ...store.memory.values()];
    return stash.write(eventsOf([...flying, ...armed]), kept, health.dropped);
  }

  function yieldTaken(): void {
    const taken = stash.taken(kit.isClosing);
    if (!taken) return;
    const isTaken = ({ event }: Item): boolean => taken.ids.has(event.event_id);
    for (const item of [...underWay].flat()) if (isTaken(item)) moved.add(item);
    queue.remove(isTaken);
    for (const id of taken.ids) store.memory.delete(id);
    health.forgive(taken.dropped);
  }

  async function shelve(events: readonly SealedEvent[]): Promise<void> {
    if (!maySend()) health.lose("no_consent", events);
    else if (kit.isClosing) hold(events);
    else health.lose("queue_overflow", await store.add(events));
  }

  const hold = (events: readonly SealedEvent[]): void =>
    health.lose("queue_overflow", store.hold(events));

  return {
    keep,
    yieldTaken,
    shelve,
    async rest() {
      const items = store.takeVolatile().map(itemOf);
      underWay.add(items);
      await shelve(eventsOf(items));
      underWay.delete(items);
    },
    adopt(onYoung) {
      yieldTaken();
      stash.adopt((events, dropped) => {
        hold(events);
        health.countAll(dropped);
      }, onYoung);
      keep();
    },
    async take(maxCount) {
      let items: Item[] = [];
      await store.take(maxCount, (events) => {
        items = events.map(itemOf);
        underWay.add(items);
        return keep();
      });
      return items;
    },
    settle(events) {
      if (!kit.isClosing) void store.remove(events);
    },
    clear: async () => [...stash.clear(), ...(await store.clear())],
  };
}
