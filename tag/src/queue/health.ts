// What the tag tells about itself: every event that is not delivered is counted here once, and the
// counts are sent.
import type { DropReason, TagEvent } from "@undertone/wasm";
import { isDoubtful, type SealedEvent } from "../event/seal.ts";

/** By reason; and what may have arrived by `<session> <number>`, so many before this number. */
export type Counts = Record<string, number>;

/**
 * What the tag tells. A notice has no number of its own: it stands at the first of as many numbers of
 * a session as it counts as `network_error`, whose events were given up after a request that may have
 * delivered them. A receiver sees which arrived.
 */
export type Report = [event: TagEvent, firstNumber?: number, sessionId?: string | undefined];

/** What a report tells beside the counts. */
type Notes = Omit<TagEvent, "kind" | "dropped">;

const kNothing: Notes = { internal_errors: 0, retries: 0 };

const plus = <T extends object>(counts: T, name: keyof T, count: number): T => ({
  ...counts,
  [name]: ((counts[name] as number | undefined) ?? 0) + count,
});

export interface Health {
  /** There is something to tell along with other events. */
  readonly due: boolean;
  /** It is worth a request of its own. What the site samples out is not. */
  readonly urgent: boolean;
  /** Counted and not reported. */
  readonly dropped: Counts;
  note(name: keyof Notes, count?: number): void;
  count(name: string, count?: number): void;
  /**
   * Counts lost events; those that may have arrived by their numbers. What a lost report counted is
   * counted again, so that it arrives after all.
   */
  lose(reason: DropReason, events: readonly SealedEvent[]): void;
  /** Counts what another page or report had counted. */
  countAll(counts: Counts): void;
  /** Another page reports these. */
  forgive(counts: Counts): void;
  /** All since the last report: a report, and notices. The counts start again from zero. */
  take(): Report[];
}

export function createHealth(onCount: () => void): Health {
  let due = false;
  let dropped: Counts = {};
  let notes = kNothing;

  function count(name: string, more = 1): void {
    if (more <= 0) return;
    due = true;
    dropped = plus(dropped, name, more);
    onCount();
  }

  function countAll(counts: Counts): void {
    for (const [name, more] of Object.entries(counts)) count(name, more);
  }

  /** Numbers from that of the event on, in one with those that end there. */
  function countNumbers({ session_id, sequence }: SealedEvent, more = 1): void {
    const before = `${session_id} ${sequence}`;
    count(`${session_id} ${sequence + more}`, more + (dropped[before] ?? 0));
    delete dropped[before];
  }

  return {
    get due() {
      return due;
    },
    get urgent() {
      return Object.keys(dropped).some((name) => name !== "sampled_out");
    },
    get dropped() {
      return dropped;
    },
    note(name, more = 1) {
      due = true;
      notes = plus(notes, name, more);
    },
    count,
    lose(reason, events) {
      for (const event of events) {
        const told = event.kind === "tag" ? event.dropped : {};
        const noticed = told.network_error;
        if (noticed || isDoubtful(event)) countNumbers(event, noticed);
        else count(reason);
        if (!noticed) countAll(told);
      }
    },
    countAll,
    forgive(counts) {
      const all = Object.entries(dropped);
      dropped = {};
      for (const [name, more] of all) count(name, more - (counts[name] ?? 0));
    },
    take() {
      const own: Counts = {};
      const reports: Report[] = [[{ kind: "tag", dropped: own, ...notes }]];
      for (const [name, more] of Object.entries(dropped)) {
        const [session, end] = name.split(" ");
        const notice: TagEvent = { kind: "tag", dropped: { network_error: more }, ...kNothing };
        if (end) reports.push([notice, +end - more, session]);
        else own[name] = more;
      }
      dropped = {};
      notes = kNothing;
      due = false;
      return reports;
    },
  };
}
