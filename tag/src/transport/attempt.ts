// One try to deliver some items, and what its answer means for them.
import { doubt, isDoubtful } from "../event/seal.ts";
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
      health.note("internal_errors"); // a site's own format threw
      return { type: "rejected" } as const;
    });
    reserve.yieldTaken();
    const items = batch.filter((item) => !moved.has(item));
    if (verdict.type === "retry") {
      breaker.failure(startedMs, isRetry, verdict.waitMs);
      health.note("retries");
      return items;
    }
    if (verdict.type === "moved") return [];
    if (verdict.type === "too_large" && batch.length > 1) {
      const half = items.length >> 1;
      const failed = await attempt(items.slice(0, half), leaving, isRetry);
      return [...failed, ...(await attempt(items.slice(half), leaving, isRetry))];
    }
    let isLost = true;
    if (verdict.type === "delivered" && verdict.rejected < batch.length) {
      const isSure = !items.some(({ event }) => event.kind === "tag" || isDoubtful(event));
      if (isSure) health.count("rejected", verdict.rejected);
      isLost = !isSure && verdict.rejected > 0;
      // Nobody says which: a receiver sees it in the numbers.
      if (isLost) doubt(eventsOf(items));
    }
    // What a report counts must be counted once: it comes again under its id.
    const again = items.filter(({ event }) => isLost && event.kind === "tag" && isDoubtful(event));
    const settled = eventsOf(items.filter((item) => !again.includes(item)));
    if (isLost) health.lose(verdict.type === "too_large" ? "too_large" : "rejected", settled);
    breaker.success(startedMs);
    reserve.settle(settled);
    return again;
  };
  return attempt;
}
