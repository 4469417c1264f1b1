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
