// Answers of a collector, and what reports told it.
import type { SealedEvent } from "../../../tag/src/event/seal.ts";

export const status = (code: number, headers: Record<string, string> = {}): Response =>
  new Response("", { status: code, headers });

/** All drop counts that reached the collector, summed. */
export function reported(events: readonly SealedEvent[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const event of events) {
    if (event.kind !== "tag") continue;
    for (const [reason, count] of Object.entries(event.dropped)) {
      sum[reason] = (sum[reason] ?? 0) + count;
    }
  }
  return sum;
}

/** A report that speaks of other events' numbers and has none of its own. */
export const isNotice = (event: SealedEvent): boolean =>
  event.kind === "tag" && !!event.dropped.network_error;

/** The numbers that a notice tells of: their events were given up, and may have arrived. */
export const numbersOf = (notice: SealedEvent): number[] =>
  notice.kind === "tag"
    ? Array.from({ length: notice.dropped.network_error ?? 0 }, (_, i) => notice.sequence + i)
    : [];
