// Sends what is stored: what a collector refused for now, and what earlier pages left behind.
import type { SealedEvent } from "../event/seal.ts";
import type { Drops } from "../queue/drops.ts";
import type { Stash } from "../queue/stash.ts";
import type { Store } from "../queue/store.ts";
import type { Breaker } from "./breaker.ts";
import { withLock } from "./withLock.ts";

/** Another tab drains now: look again later. */
const kBusyMs = 5000;
const kBusyRounds = 3;

export interface DrainParts {
  store: Store;
  stash: Stash;
  breaker: Breaker;
  drops: Drops;
  lockName: string;
  maxBatchSize: number;
  maxAgeMs: number;
  nowMs: () => number;
  /** wait before the retry of this number, from 1 */
  backoffMs: (attempt: number) => number;
  mayRun: () => boolean;
  /** Sends the events until one batch fails; returns the ones that need no more sending. */
  send: (events: SealedEvent[]) => Promise<SealedEvent[]>;
}

export interface Drain {
  /** Sends what is stored after `waitMs` at the latest, but not before the breaker allows it. */
  schedule(waitMs: number): void;
  /** A batch just failed: its events rest in the store until the next retry. */
  failed(): void;
  /** The page closes: another one may drain at once. What is under way may go on. */
  yield(): void;
}

export function createDrain(parts: DrainParts): Drain {
  const { store, stash, breaker, drops, lockName, maxBatchSize, maxAgeMs, nowMs } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueMs = 0;
  let attempt = 0;
  let isRunning = false;
  /** asked for while running */
  let nextMs: number | undefined;
  let release = (): void => {};
  let busyRounds = 0;

  function schedule(waitMs: number): void {
    if (isRunning) {
      nextMs = Math.min(nextMs ?? waitMs, waitMs);
      return;
    }
    const wait = Math.max(waitMs, breaker.waitMs);
    if (timer !== undefined && dueMs <= nowMs() + wait) return;
    unschedule();
    dueMs = nowMs() + wait;
    timer = setTimeout(run, wait);
  }

  function unschedule(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  /** Sends what is stored, until nothing is left or a batch fails. */
  async function run(): Promise<void> {
    unschedule();
    if (!parts.mayRun()) return;
    isRunning = true;
    let wait: number | undefined;
    try {
      // WebKit keeps the locks of a page that it puts into its back/forward cache: they must end
      // with the page, not with the round.
      const closed = new Promise<void>((resolve) => {
        release = resolve;
      });
      const work = async (): Promise<void> => {
        const done = round().then((ms) => {
          wait = ms;
        });
        await Promise.race([done, closed]);
      };
      // Who holds the lock this long will not drain: a page that the browser keeps asleep.
      const isMine = busyRounds < kBusyRounds ? await withLock(lockName, work) : await work();
      busyRounds = isMine === false ? busyRounds + 1 : 0;
      if (busyRounds > 0) wait = kBusyMs;
    } catch {
      busyRounds += 1;
      wait = kBusyMs; // no lock to be had, or the store failed; what it holds is still there
    }
    isRunning = false;
    const next = nextMs;
    nextMs = undefined;
    if (wait !== undefined) schedule(wait);
    if (next !== undefined) schedule(next);
  }

  /** The wait before the next round, or undefined if there is nothing more to do. */
  async function round(): Promise<number | undefined> {
    for (const { events, remove } of stash.adopt(maxAgeMs, schedule)) {
      if (events.length > 0) drops.count("queue_overflow", await store.add(events));
      // A page that closes meanwhile may have aborted the write: then the stash is all there is.
      if (parts.mayRun()) remove();
    }
    while (parts.mayRun()) {
      const stored = await store.oldest(maxBatchSize);
      const limit = nowMs() - maxAgeMs;
      const expired = stored.filter((event) => event.observed_time_ms < limit);
      if (expired.length > 0) {
        await store.remove(expired);
        drops.lose("expired", expired);
      } else if (stored.length === 0) {
        break;
      } else if (breaker.waitMs > 0) {
        return breaker.waitMs;
      } else {
        const settled = await parts.send(stored);
        await store.remove(settled);
        attempt = settled.length === stored.length ? 0 : attempt + 1;
        if (attempt > 0) return parts.backoffMs(attempt);
      }
    }
    attempt = 0;
    return undefined;
  }

  return {
    schedule,
    yield() {
      unschedule();
      release();
    },
    failed() {
      attempt ||= 1;
      schedule(parts.backoffMs(attempt));
    },
  };
}
