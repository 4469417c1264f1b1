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
  /** did not arrive and vanished with a database that was taken from the tag, the counts of its reports included */
  vanished: number;
}

const unnumbered = new Set(["sampled_out", "no_consent", "hook", "rate_limited"]);

/** It has no number of its own: it stands at the first of those that it names. */
const isNotice = ({ dropped }: ReceivedEvent): boolean => "network_error" in dropped;

const numbersOf = (event: ReceivedEvent): string[] =>
  Array.from(
    { length: event.dropped.network_error ?? 1 },
    (_, i) => `${event.session} ${event.sequence + i}`,
  );

/** Counts of events that had a number. */
const surelyOf = (counted: Record<string, number>): number =>
  Object.entries(counted)
    .filter(([reason]) => reason !== "network_error" && !unnumbered.has(reason))
    .reduce((sum, [, count]) => sum + count, 0);

/** `evicted`: what a database held that was taken from the tag. */
export function ledgerOf(
  told: Iterable<Told>,
  collector: FaultyCollector,
  evicted: readonly ReceivedEvent[] = [],
): Ledger {
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
  for (const notice of arrived.filter(isNotice)) {
    give(notice.session, notice.sequence + (notice.dropped.network_error ?? 0));
    for (const number of numbersOf(notice)) noticed.add(number);
  }
  let kept = 0;
  for (const reason of unnumbered) kept += reported[reason] ?? 0;
  const lostWithIt = evicted.filter(({ id }) => !received.has(id));
  const gone = new Set(lostWithIt.flatMap(numbersOf));
  let vanished = 0;
  for (const number of gone) vanished += Number(!numbers.has(number) && !noticed.has(number));
  for (const { dropped } of lostWithIt) vanished += surelyOf(dropped);
  return {
    sent: sent.length,
    received: received.size,
    missing: sent.filter(({ id }) => !received.has(id)).length,
    lost: [...given.values()].reduce((sum, count) => sum + count, 0) - numbers.size,
    clashes: numbered.length - numbers.size,
    counted: reported,
    surely: surelyOf(reported),
    noticed: noticed.size,
    open: [...noticed].filter((number) => !numbers.has(number)).length,
    kept,
    vanished,
  };
}

export function isBalanced({
  missing,
  lost,
  clashes,
  surely,
  open,
  kept,
  vanished,
}: Ledger): boolean {
  const unexplained = lost - surely - open;
  return clashes === 0 && missing <= lost + kept && unexplained >= 0 && unexplained <= vanished;
}
