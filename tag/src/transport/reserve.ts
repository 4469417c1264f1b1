// Where events lie that are not known to have arrived: in the store while they wait for a retry, in
// the stash while the page may vanish.
import type { SealedEvent } from "../event/seal.ts";
import type { Stash } from "../queue/stash.ts";
import type { Store } from "../queue/store.ts";
import type { Kit } from "./kit.ts";

export interface Reserve {
  /** Stashes all, or at least what is not sent; false if not even that could be written. */
  keep(sent: readonly SealedEvent[], unsent: readonly SealedEvent[]): boolean;
  /** The events wait in the store for a better time. */
  shelve(events: readonly SealedEvent[]): Promise<void>;
  /** Takes over what earlier pages left, to be sent at once. */
  adopt(maxAgeMs: number, onYoung: (waitMs: number) => void): void;
  /** That did not go: it rests in the store, where all tabs see it but once. */
  rest(): Promise<void>;
  oldest(maxCount: number): Promise<SealedEvent[]>;
  /** The events arrived or are counted: what lies in the stash of them is of no use. */
  forget(events: readonly SealedEvent[]): void;
  /** The same for events that lie in the store. */
  settle(events: readonly SealedEvent[]): Promise<void>;
  /** Consent is gone: nothing stays. Returns what it was, each event once. */
  clear(): Promise<SealedEvent[]>;
}

export function createReserve(kit: Kit, store: Store, stash: Stash): Reserve {
  const { health, maySend, options } = kit;

  function keep(sent: readonly SealedEvent[], unsent: readonly SealedEvent[]): boolean {
    if (!options.storage) return unsent.length === 0;
    return stash.add(sent, unsent) || stash.add([], unsent);
  }

  function giveUp(events: readonly SealedEvent[]): void {
    health.lose("queue_overflow", events);
    stash.remove(events);
  }

  async function shelve(events: readonly SealedEvent[]): Promise<void> {
    if (!maySend()) {
      health.lose("no_consent", events);
    } else if (!kit.isClosing || !keep([], events)) {
      giveUp(await store.add(events));
      // A page may vanish: what is in memory only stays in the stash, too.
      if (store.isVolatile()) keep([], events);
      else stash.remove(events);
    }
  }

  return {
    keep,
    shelve,
    forget: (events) => stash.remove(events),
    adopt: (maxAgeMs, onYoung) => giveUp(store.hold(stash.adopt(maxAgeMs, onYoung))),
    rest: () => shelve(store.takeVolatile()),
    oldest: (maxCount) => store.oldest(maxCount),
    async settle(events) {
      stash.remove(events);
      await store.remove(events);
    },
    async clear() {
      const all = [...stash.clear(), ...(await store.clear())];
      return [...new Map(all.map((event) => [event.event_id, event])).values()];
    },
  };
}
