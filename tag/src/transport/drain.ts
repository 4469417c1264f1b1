// Sends what is stored: what a collector refused for now, and what earlier pages left behind.
import { eventsOf, type Item } from "../queue/queue.ts";
import type { Attempt } from "./attempt.ts";
import { backoffMs } from "./backoffMs.ts";
import type { Kit } from "./kit.ts";
import type { Packer } from "./packer.ts";
import type { Reserve } from "./reserve.ts";
import { withLock } from "./withLock.ts";

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

export function createDrain(kit: Kit, reserve: Reserve, packer: Packer, attempt: Attempt): Drain {
  const { breaker, clock, health, lockName, options } = kit;
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
    if (wait !== undefined) schedule(wait);
    if (next !== undefined) schedule(next);
  }

  /** The wait before the next round, or undefined if there is nothing more to do. */
  async function round(): Promise<number | undefined> {
    reserve.adopt(maxAgeMs, schedule);
    while (mayRun()) {
      const stored = await reserve.oldest(options.maxBatchSize);
      const limit = nowMs() - maxAgeMs;
      const expired = stored.filter((event) => event.observed_time_ms < limit);
      if (expired.length > 0) {
        await reserve.settle(expired);
        health.lose("expired", expired);
      } else if (stored.length === 0) {
        break;
      } else if (breaker.waitMs > 0) {
        await reserve.rest();
        return breaker.waitMs;
      } else {
        const isDone = await send(stored.map(packer.itemOf));
        retries = isDone ? 0 : retries + 1;
        if (!isDone) {
          await reserve.rest();
          return backoff();
        }
      }
    }
    retries = 0;
    return undefined;
  }

  /** Sends batch by batch; false if one failed. */
  async function send(items: Item[]): Promise<boolean> {
    while (items.length > 0) {
      const batch = items.splice(0, packer.batch(items));
      const failed = await attempt(batch, false, true);
      await reserve.settle(eventsOf(batch.filter((item) => !failed.includes(item))));
      if (failed.length > 0) return false;
    }
    return true;
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
