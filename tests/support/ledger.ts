// The books of a delivery: what was told, what arrived, what was counted as lost. They balance if
//
//   sent = received + counted
//
// where an event counted as `network_error` may have arrived all the same: a request of its own had
// no answer before it was given up. Every other reason tells of an event that did not arrive.
import type { FaultyCollector } from "./faulty_collector.ts";

/** An event as the page was told of it. */
export interface Told {
  id: string;
  session: string;
  sequence: number;
}

export interface Ledger {
  sent: number;
  received: number;
  /** told and not received */
  missing: number;
  /** numbers of sessions that were given and did not arrive, those of the tag's reports included */
  lost: number;
  counted: Record<string, number>;
  /** events that share a number of their session with another */
  clashes: number;
  /** counted under a reason that is sure, and of an event that had a number */
  surely: number;
  /** counted, though they may have arrived */
  perhaps: number;
  /** counted, and never given a number: they were not to be sent */
  kept: number;
}

const unnumbered = new Set(["sampled_out", "no_consent", "hook", "rate_limited"]);

export function ledgerOf(told: Iterable<Told>, collector: FaultyCollector): Ledger {
  const sent = [...told];
  const { received, reported } = collector;
  const arrived = [...received.values()].map(({ event }) => event);
  const given = new Map<string, number>();
  for (const { session, sequence } of [...sent, ...arrived]) {
    given.set(session, Math.max(given.get(session) ?? 0, sequence + 1));
  }
  const numbers = new Set(arrived.map(({ session, sequence }) => `${session} ${sequence}`));
  let surely = 0;
  let kept = 0;
  for (const [reason, count] of Object.entries(reported)) {
    if (unnumbered.has(reason)) kept += count;
    else if (reason !== "network_error") surely += count;
  }
  return {
    sent: sent.length,
    received: received.size,
    missing: sent.filter(({ id }) => !received.has(id)).length,
    lost: [...given.values()].reduce((sum, count) => sum + count, 0) - numbers.size,
    clashes: arrived.length - numbers.size,
    counted: reported,
    surely,
    perhaps: reported.network_error ?? 0,
    kept,
  };
}

/** `evicted`: events that vanished with a store that was taken from the tag. */
export function isBalanced(ledger: Ledger, evicted = 0): boolean {
  const { missing, lost, clashes, surely, perhaps, kept } = ledger;
  return (
    clashes === 0 && missing <= lost + kept && surely <= lost && lost <= surely + perhaps + evicted
  );
}
