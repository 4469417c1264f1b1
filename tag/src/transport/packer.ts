// Events as items, encoded for one collector; and items as bodies that fit.
import { renumber, type SealedEvent } from "../event/seal.ts";
import { byteLength, fitting, type Item } from "../queue/queue.ts";
import { kKeepaliveBytes } from "./budget.ts";
import type { Kit } from "./kit.ts";

/** Room for what a format puts around the events, and for a report of the tag. */
const kReserveBytes = 2000;

export interface Packer {
  itemOf(event: SealedEvent): Item;
  /** The event under the next number of its session. */
  numbered(event: SealedEvent): SealedEvent;
  /** What there is to tell about the tag's health. */
  reports(): Item[];
  /** How many of the first items make a batch; one at least. */
  batch(items: readonly Item[]): number;
  /** Cuts bodies from the front of `items` while they fit into `leftBytes`. */
  bodies(items: Item[], leftBytes: number): Item[][];
}

export function createPacker({ collector, options, health, nextSequence, seal }: Kit): Packer {
  const { fragmentOf, groupOf, key } = collector;

  function itemOf(event: SealedEvent): Item {
    const fragment = fragmentOf(event);
    return { event, fragment, bytes: byteLength(fragment) + 1 };
  }

  const numbered = (event: SealedEvent): SealedEvent => renumber(event, nextSequence(key));

  return {
    itemOf,
    numbered,
    reports: () =>
      health
        .take()
        .map(([report, first, session]) =>
          itemOf(renumber(seal(report), first ?? nextSequence(key), session)),
        ),
    batch: (items) =>
      fitting(items, groupOf, kKeepaliveBytes - kReserveBytes, options.maxBatchSize) || 1,
    bodies(items, leftBytes) {
      const bodies: Item[][] = [];
      let left = leftBytes;
      for (;;) {
        left -= kReserveBytes;
        const body = items.splice(0, fitting(items, groupOf, left));
        if (body.length === 0) return bodies;
        bodies.push(body);
        for (const { bytes } of body) left -= bytes;
      }
    },
  };
}
