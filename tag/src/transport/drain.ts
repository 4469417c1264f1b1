// Sends what is stored: what a collector refused for now, and what earlier pages left behind.
import { eventsOf, type Item } from "../queue/queue.ts";
import type { Attempt } from "./attempt.ts";
import { backoffMs } from "./backoffMs.ts";
import type { Kit } from "./kit.ts";
import type { Packer } from "./packer.ts";
import type { Reserve } from "./reserve.ts";
import { withLock } from "./withLock.ts";

/** A tab that was killed tells nobody: what it left is looked for while another page is open. */
const kLookMs = 60_000;

/** Another tab drains now: look again later. */
const kBusyMs = 5000;
const kBusyRounds = 3;

export interface Drain {
  /** Sends what is stored after `waitMs` at the latest, but not before the breaker allows it. */
  schedule(waitMs: number): void;
  /** A batch just failed: its events rest in the store until the next retry. */
  failed(): void;
  /** The page closes: another one may drain at once. What is under way may go on. */
  yield(): void;
}

export function createDrain(
  kit: Kit,
  reserve: Reserve,
  packer: Packer,
  attempt: Attempt,
  onSettled: () => void,
): Drain {
  const { breaker, clock, health, lockName, moved, options, underWay } = kit;
  const { maxAgeMs } = options;
  const nowMs = (): number => clock.nowMs();
  const mayRun = (): boolean => kit.maySend() && !kit.isClosing;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueMs = 0;
  let retries = 0;
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
    if (!mayRun()) return;
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
    if (kit.isClosing) return;
    schedule(wait ?? kLookMs);
    if (next !== undefined) schedule(next);
  }

  /** The wait before the next round or undefined if there is nothing more to do. */
  async function round(): Promise<number | undefined> {
    reserve.adopt(schedule);
    while (mayRun()) {
      if (breaker.waitMs > 0) {
        await reserve.rest();
        return breaker.waitMs;
      }
      const items = await reserve.take(options.maxBatchSize);
      if (items.length === 0) break;
      try {
        const waitMs = await send(items);
        if (waitMs !== undefined) return waitMs;
      } finally {
        underWay.delete(items);
        onSettled();
      }
    }
    retries = 0;
    return undefined;
  }

  /** Sends batch by batch; the wait before the next try if one failed. */
  async function send(items: readonly Item[]): Promise<number | undefined> {
    const limit = nowMs() - maxAgeMs;
    const isOld = ({ event }: Item): boolean => event.observed_time_ms < limit;
    const expired = eventsOf(items.filter(isOld));
    health.lose("expired", expired);
    reserve.settle(expired);
    let rest = items.filter((item) => !isOld(item));
    while (rest.length > 0) {
      const batch = rest.slice(0, packer.batch(rest));
      rest = rest.slice(batch.length);
      const failed = await attempt(batch, false, true);
      if (failed.length > 0) {
        const waiting = [...failed, ...rest].filter((item) => !moved.has(item));
        await reserve.shelve(eventsOf(waiting));
        retries += 1;
        return backoff();
      }
      retries = 0;
    }
    return undefined;
  }

  const backoff = (): number => backoffMs(retries, options.retryDelayMs, options.maxRetryDelayMs);

  return {
    schedule,
    yield() {
      unschedule();
      release();
    },
    failed() {
      retries ||= 1;
      schedule(backoff());
    },
  };
}
