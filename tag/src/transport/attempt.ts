// One try to deliver some items, and what its answer means for them.
import { eventsOf, type Item } from "../queue/queue.ts";
import type { Kit } from "./kit.ts";
import { createSend } from "./transport.ts";

/** Sends the items; returns those that must be sent again. The others are delivered or counted. */
export type Attempt = (
  items: readonly Item[],
  leaving: boolean,
  isRetry: boolean,
) => Promise<readonly Item[]>;

export function createAttempt(kit: Kit): Attempt {
  const { clock, health, breaker } = kit;
  const post = createSend(kit);

  const attempt: Attempt = async (items, leaving, isRetry) => {
    const startedMs = clock.elapsedMs();
    const verdict = await post(items, leaving, isRetry).catch(() => {
      health.note({ error: true }); // a site's own format threw
      return { type: "rejected" } as const;
    });
    if (verdict.type === "retry") {
      breaker.failure(startedMs, isRetry, verdict.waitMs);
      health.note({ retry: true });
      return items;
    }
    if (verdict.type === "moved") return [];
    if (verdict.type === "too_large" && items.length > 1) {
      const half = items.length >> 1;
      const failed = await attempt(items.slice(0, half), leaving, isRetry);
      return [...failed, ...(await attempt(items.slice(half), leaving, isRetry))];
    }
    const isDelivered = verdict.type === "delivered" && verdict.rejected < items.length;
    if (isDelivered) health.count("rejected", verdict.rejected);
    else health.lose(verdict.type === "too_large" ? "too_large" : "rejected", eventsOf(items));
    breaker.success(startedMs);
    return [];
  };
  return attempt;
}
