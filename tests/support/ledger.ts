// The books of a delivery: what was told, what arrived, what was counted as lost. They balance if
//
//   sent = received + counted
//
// An event that was given up after a request without an answer may have arrived: a notice names its
// number, and whether that arrived is seen here. All other counts tell of events that did not.
import type { FaultyCollector, ReceivedEvent } from "./faulty_collector.ts";

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
  /** counted under a reason, and of an event that had a number */
  surely: number;
  /** numbers that notices name; those among them that did not arrive */
  noticed: number;
  open: number;
  /** counted, and never given a number: they were not to be sent */
  kept: number;
}

const unnumbered = new Set(["sampled_out", "no_consent", "hook", "rate_limited"]);

/** It has no number of its own: it stands at the first of those that it names. */
const isNotice = ({ dropped }: ReceivedEvent): boolean => "network_error" in dropped;

export function ledgerOf(told: Iterable<Told>, collector: FaultyCollector): Ledger {
  const sent = [...told];
  const { received, reported } = collector;
  const arrived = [...received.values()].map(({ event }) => event);
  const numbered = arrived.filter((event) => !isNotice(event));
  const numbers = new Set(numbered.map(({ session, sequence }) => `${session} ${sequence}`));
  const given = new Map<string, number>();
  const give = (session: string, end: number): void => {
    given.set(session, Math.max(given.get(session) ?? 0, end));
  };
  for (const { session, sequence } of [...sent, ...numbered]) give(session, sequence + 1);
  const noticed = new Set<string>();
  for (const { session, sequence, dropped } of arrived.filter(isNotice)) {
    const count = dropped.network_error ?? 0;
    give(session, sequence + count);
    for (let i = 0; i < count; ++i) noticed.add(`${session} ${sequence + i}`);
  }
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
    clashes: numbered.length - numbers.size,
    counted: reported,
    surely,
    noticed: noticed.size,
    open: [...noticed].filter((number) => !numbers.has(number)).length,
    kept,
  };
}

/** `evicted`: events that vanished with a store that was taken from the tag; they may have arrived. */
export function isBalanced(ledger: Ledger, evicted = 0): boolean {
  const { missing, lost, clashes, surely, open, kept } = ledger;
  const unexplained = lost - surely - open;
  return clashes === 0 && missing <= lost + kept && unexplained >= 0 && unexplained <= evicted;
}
