// One try to deliver some items, and what its answer means for them.
import { isDoubtful } from "../event/seal.ts";
import { eventsOf, type Item } from "../queue/queue.ts";
import type { Kit } from "./kit.ts";
import type { Reserve } from "./reserve.ts";
import { createSend } from "./transport.ts";

/** Sends the items; returns those that must be sent again. The others are delivered or counted. */
export type Attempt = (
  items: readonly Item[],
  leaving: boolean,
  isRetry: boolean,
) => Promise<readonly Item[]>;

export function createAttempt(kit: Kit, reserve: Reserve): Attempt {
  const { clock, health, breaker, moved } = kit;
  const post = createSend(kit);

  const attempt: Attempt = async (batch, leaving, isRetry) => {
    const startedMs = clock.elapsedMs();
    const verdict = await post(batch, leaving).catch(() => {
      health.note({ error: true }); // a site's own format threw
      return { type: "rejected" } as const;
    });
    reserve.yieldTaken();
    const items = batch.filter((item) => !moved.has(item));
    if (verdict.type === "retry") {
      breaker.failure(startedMs, isRetry, verdict.waitMs);
      health.note({ retry: true });
      return items;
    }
    if (verdict.type === "moved") return [];
    if (verdict.type === "too_large" && batch.length > 1) {
      const half = items.length >> 1;
      const failed = await attempt(items.slice(0, half), leaving, isRetry);
      return [...failed, ...(await attempt(items.slice(half), leaving, isRetry))];
    }
    if (verdict.type === "delivered" && verdict.rejected < batch.length) {
      // Nobody says which: those may be among them that had arrived before.
      const perhaps = Math.min(verdict.rejected, eventsOf(items).filter(isDoubtful).length);
      health.count("network_error", perhaps);
      health.count("rejected", verdict.rejected - perhaps);
    } else {
      health.lose(verdict.type === "too_large" ? "too_large" : "rejected", eventsOf(items));
    }
    breaker.success(startedMs);
    reserve.settle(eventsOf(items));
    return [];
  };
  return attempt;
}
