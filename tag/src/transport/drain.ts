// Sends what is stored: what a collector refused for now, and what earlier pages left behind.
import type { SealedEvent } from "../event/seal.ts";
import type { Drops } from "../queue/drops.ts";
import type { FallbackStore } from "../queue/fallbackStore.ts";
import type { StoredEvent } from "../queue/memoryStore.ts";
import type { Stash } from "../queue/stash.ts";
import type { Breaker } from "./breaker.ts";
import { withLock } from "./withLock.ts";

/** Another tab drains now: look again later. */
const kBusyMs = 5000;

export interface DrainParts {
  store: FallbackStore;
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
  send: (events: SealedEvent[]) => Promise<Set<SealedEvent>>;
}

export class Drain {
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _dueMs = 0;
  /** asked for while running */
  private _nextMs: number | undefined;
  private _attempt = 0;
  private _running: Promise<void> | undefined;
  private _stopped = false;

  constructor(private readonly _parts: DrainParts) {}

  /** Runs after `waitMs` at the latest. */
  schedule(waitMs: number): void {
    const dueMs = this._parts.nowMs() + waitMs;
    if (this._running) this._nextMs = Math.min(this._nextMs ?? waitMs, waitMs);
    if (this._stopped || this._running || (this._timer && this._dueMs <= dueMs)) return;
    this.pause();
    this._dueMs = dueMs;
    this._timer = setTimeout(() => this.run(), waitMs);
  }

  /** A batch just failed: its events rest in the store until the next retry. */
  failed(): void {
    if (this._attempt === 0) this._attempt = 1;
    this._again();
  }

  /** Sends what is stored, until nothing is left or a batch fails. */
  run(): Promise<void> {
    this.pause();
    this._running ??= this._run().then((wait) => {
      this._running = undefined;
      const next = this._nextMs;
      this._nextMs = undefined;
      const waits = [wait, next].filter((ms) => ms !== undefined);
      if (waits.length > 0) this.schedule(Math.max(Math.min(...waits), this._parts.breaker.waitMs));
    });
    return this._running;
  }

  pause(): void {
    clearTimeout(this._timer);
    this._timer = undefined;
  }

  stop(): void {
    this._stopped = true;
    this.pause();
  }

  /** The wait before the next run, if there is to be one. */
  private async _run(): Promise<number | undefined> {
    if (!this._parts.mayRun()) return undefined;
    let wait: number | undefined;
    try {
      const mine = await withLock(this._parts.lockName, async () => {
        wait = await this._round();
      });
      return mine ? wait : kBusyMs;
    } catch {
      return kBusyMs; // the store failed; what it holds is still there
    }
  }

  private _again(): void {
    const { backoffMs, breaker } = this._parts;
    this.schedule(Math.max(backoffMs(this._attempt), breaker.waitMs));
  }

  /** The wait before the next round, or undefined if there is nothing more to do. */
  private async _round(): Promise<number | undefined> {
    const { store, stash, breaker, drops, maxBatchSize, maxAgeMs, mayRun, backoffMs } = this._parts;
    for (const { events, remove } of stash.adopt(maxAgeMs)) {
      if (events.length > 0) drops.count("queue_overflow", await store.add(events));
      remove();
    }
    while (!this._stopped && mayRun()) {
      const stored = await this._fresh(await store.oldest(maxBatchSize));
      if (!stored) continue;
      if (stored.length === 0) {
        this._attempt = 0;
        return undefined;
      }
      if (breaker.waitMs > 0) return breaker.waitMs;
      const settled = await this._parts.send(stored.map(({ event }) => event));
      const gone = stored.filter(({ event }) => settled.has(event));
      await store.remove(gone.map(({ key }) => key));
      this._attempt = gone.length === stored.length ? 0 : this._attempt + 1;
      if (this._attempt > 0) return backoffMs(this._attempt);
    }
    return undefined;
  }

  /** Without the ones that are too old, which are counted; undefined: some were, look again. */
  private async _fresh(stored: StoredEvent[]): Promise<StoredEvent[] | undefined> {
    const { store, drops, nowMs, maxAgeMs } = this._parts;
    const limit = nowMs() - maxAgeMs;
    const expired = stored.filter(({ event }) => event.observed_time_ms < limit);
    if (expired.length === 0) return stored;
    await store.remove(expired.map(({ key }) => key));
    drops.lose(
      "expired",
      expired.map(({ event }) => event),
    );
    return undefined;
  }
}
