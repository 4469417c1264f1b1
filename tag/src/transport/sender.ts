// Sends what waits, batch by batch. What is under way stays in sight until its fate is known:
// delivered, counted, or stored.
import { eventsOf, type Item } from "../queue/queue.ts";
import type { Attempt } from "./attempt.ts";
import type { Kit } from "./kit.ts";
import type { Packer } from "./packer.ts";
import type { Reserve } from "./reserve.ts";

/** Requests at once while all goes well; one at a time after a failure. */
const kConcurrent = 4;

export interface Sender {
  /** Sends full batches, or `all` that waits, as far as may be sent at once. */
  pump(all: boolean): void;
  send(items: readonly Item[], leaving: boolean): void;
  /** Resolves when the fate of all that was under way is known; false if nothing was. */
  landed(): Promise<unknown> | false;
}

export function createSender(
  { health, maySend, queue, breaker, options, underWay }: Kit,
  reserve: Reserve,
  packer: Packer,
  attempt: Attempt,
  onShelved: () => void,
  onSettled: () => void,
): Sender {
  const works = new Set<Promise<void>>();
  let sendAll = false;

  function pump(all: boolean): void {
    sendAll ||= all;
    reserve.yieldTaken();
    while (maySend() && queue.length >= (sendAll ? 1 : options.maxBatchSize || 1)) {
      if (breaker.waitMs > 0) {
        shelve(cut());
        continue;
      }
      if (works.size >= (breaker.healthy ? kConcurrent : 1)) return;
      // Only now can a report arrive.
      if (health.due) queue.pushFirst(packer.reports());
      send(cut(), false);
    }
    sendAll = false;
  }

  const cut = (): Item[] => queue.take(packer.batch(queue.items));

  function send(items: readonly Item[], leaving: boolean): void {
    const work = attempt(items, leaving, false).then((failed) => {
      // What waits behind a failed batch would fail, too: all of it rests until a retry succeeds.
      if (failed.length > 0) shelve([...failed, ...queue.take()]);
    });
    track(items, work);
  }

  /** The items rest in the store. The page may close before it has them. */
  function shelve(items: readonly Item[]): void {
    track(items, reserve.shelve(eventsOf(items)).then(onShelved));
  }

  /** Keeps the items in sight until `work` has settled them. */
  function track(items: readonly Item[], work: Promise<void>): void {
    const tracked: Promise<void> = work
      .catch(() => health.note("internal_errors"))
      .then(() => {
        works.delete(tracked);
        underWay.delete(items);
        onSettled();
      });
    works.add(tracked);
    underWay.add(items);
  }

  return {
    pump,
    send,
    landed: () => works.size > 0 && Promise.all(works),
  };
}
