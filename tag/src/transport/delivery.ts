// The way of events to one collector: numbered, encoded, queued, sent in batches, kept if it fails.
import type { TagEvent } from "@undertone/wasm";
import type { Clock } from "../event/clock.ts";
import { renumber, replaceSummary, type SealedEvent } from "../event/seal.ts";
import type { DeliveryOptions, SendRequest } from "../options.ts";
import { Drops } from "../queue/drops.ts";
import { type FallbackStore, openStore } from "../queue/fallbackStore.ts";
import { byImportance, fitting, type Item, Queue } from "../queue/queue.ts";
import { Stash } from "../queue/stash.ts";
import { backoffMs } from "./backoffMs.ts";
import { Breaker } from "./breaker.ts";
import { type Budget, kKeepaliveBytes } from "./budget.ts";
import type { Collector } from "./collector.ts";
import { Drain } from "./drain.ts";
import { byteLength, Transport } from "./transport.ts";

/** Requests at once while all goes well; one at a time after a failure. */
const kConcurrent = 4;

/** Room for what a format puts around the events, and for a report of the tag. */
const kBodyReserveBytes = 2000;

/** An event is about 1 kB. One that cannot leave with a closing page has oversized labels. */
const kEventBytes = 32_000;

/** The first look at what earlier pages left: after the page had its first moments for itself. */
const kFirstDrainMs = 300;

export interface DeliveryContext {
  options: Required<DeliveryOptions>;
  clock: Clock;
  budget: Budget;
  request: SendRequest;
  storage: Storage | undefined;
  tabId: string;
  pageId: string;
  /** Consent is there. */
  maySend(): boolean;
  /** The number of the next event of this session at this collector. */
  nextSequence(collectorKey: string): number;
  /** The envelope for an event of the tag itself. */
  seal(report: TagEvent): SealedEvent;
}

export class Delivery {
  readonly drops = new Drops();
  private readonly _queue: Queue;
  private readonly _store: FallbackStore;
  private readonly _stash: Stash;
  private readonly _breaker: Breaker;
  private readonly _transport: Transport;
  private readonly _drain: Drain;
  private readonly _inFlight = new Map<Promise<void>, readonly Item[]>();
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _timerDueMs = 0;
  private _sendAll = false;
  private _away = false;
  private _retries = 0;
  private _errors = 0;
  private _engineLoadMs: number | undefined;

  constructor(
    private readonly _collector: Collector,
    private readonly _context: DeliveryContext,
  ) {
    const { options, clock, tabId, pageId, storage, budget, request } = _context;
    const name = `undertone:${_collector.key}`;
    const nowMs = () => clock.nowMs();
    const mayStore = () => options.storage && _context.maySend();
    this._queue = new Queue(options.maxQueueSize);
    this._store = openStore(name, mayStore, options.maxQueueSize, options.maxStoredBytes);
    this._stash = new Stash(storage, `${name}:`, tabId, pageId, nowMs);
    this._breaker = new Breaker(() => clock.elapsedMs());
    this._transport = new Transport(_collector, request, clock, budget, options.sendTimeoutMs);
    this._drain = new Drain({
      store: this._store,
      stash: this._stash,
      breaker: this._breaker,
      drops: this.drops,
      lockName: name,
      maxBatchSize: options.maxBatchSize,
      maxAgeMs: options.maxAgeMs,
      nowMs,
      backoffMs: (attempt) => backoffMs(attempt, options.retryDelayMs, options.maxRetryDelayMs),
      mayRun: () => _context.maySend(),
      send: (events) => this._sendStored(events),
    });
    this._drain.schedule(kFirstDrainMs);
  }

  /** Queues an event; returns it as this collector will see it. */
  enqueue(event: SealedEvent): SealedEvent {
    const old =
      event.kind === "conversation" ? this._queue.summaryOf(event.conversation_id) : undefined;
    const item = this._item(
      old
        ? replaceSummary(old.event, event)
        : renumber(event, this._context.nextSequence(this._collector.key)),
    );
    if (item.bytes > kEventBytes) {
      this.drops.lose("too_large", [item.event]);
    } else if (old) {
      this._queue.replace(old, item);
    } else {
      this._lose("queue_overflow", this._queue.push(item));
    }
    const { flushDelayMs, maxBatchSize } = this._context.options;
    const full = this._queue.length >= maxBatchSize;
    this._schedule(event.kind === "moment" || full || this._away ? 0 : flushDelayMs);
    return item.event;
  }

  /** What the next report says about the tag's health. */
  note(health: { engineLoadMs?: number; error?: boolean }): void {
    this._engineLoadMs = health.engineLoadMs ?? this._engineLoadMs;
    if (health.error) this._errors += 1;
  }

  /** Resolves when everything queued so far was delivered, stored or counted. */
  async flush(): Promise<void> {
    if (this._queue.length === 0 && this.drops.urgent) this._queue.push(this._report());
    this._pump(true);
    while (this._inFlight.size > 0) {
      await Promise.all(this._inFlight.keys());
      this._pump(true);
    }
  }

  /** The network is back, or the page. */
  resume(): void {
    this._away = false;
    for (const event of this._stash.takeBack()) this._queue.push(this._item(event));
    if (this._queue.length > 0) this._schedule(0);
    this._drain.schedule(0);
  }

  /**
   * The page is hidden or closes: one synchronous send of what fits, the most important first. All
   * whose arrival is not known lies in the stash then.
   */
  leave(closing: boolean, reason: "queue_overflow" | "shutdown" = "queue_overflow"): void {
    this._away = true;
    clearTimeout(this._timer);
    this._timer = undefined;
    const flying = [...this._inFlight.values()].flat();
    let rest = byImportance([
      ...this._queue.take(this._queue.length),
      ...this._store.volatile.map((event) => this._item(event)),
    ]);
    this._store.forgetVolatile();
    if (this.drops.urgent) rest.unshift(this._report());
    const bodies: Item[][] = [];
    let left = this._breaker.waitMs > 0 ? 0 : this._context.budget.leftBytes;
    for (;;) {
      left -= kBodyReserveBytes;
      const count = fitting(rest, this._collector.groupOf, rest.length, left, true);
      if (count === 0) break;
      bodies.push(rest.slice(0, count));
      left -= rest.slice(0, count).reduce((sum, item) => sum + item.bytes, 0);
      rest = rest.slice(count);
    }
    if (!this._keep([...flying, ...bodies.flat()], rest)) {
      if (closing) {
        this._lose(reason, rest);
        if (bodies[0] && rest.length > 0) bodies[0].push(this._report());
      } else {
        for (const item of rest.reverse()) this._queue.push(item);
      }
    }
    for (const body of bodies) this._send(body, true);
    if (closing) {
      this._drain.pause();
      this._store.close();
    }
  }

  /** Consent is gone: nothing is sent any more and nothing stays. */
  async forget(): Promise<void> {
    clearTimeout(this._timer);
    this._timer = undefined;
    this._drain.pause();
    this._lose("no_consent", this._queue.take(this._queue.length));
    this._stash.clear();
    await this._store.clear();
  }

  stop(): void {
    this._drain.stop();
    clearTimeout(this._timer);
  }

  private _item(event: SealedEvent): Item {
    const fragment = this._collector.encode(event);
    return { event, fragment, bytes: byteLength(fragment) + 1 };
  }

  /** The counts since the last report, as an event. */
  private _report(): Item {
    const report: TagEvent = {
      kind: "tag",
      dropped: this.drops.take(),
      internal_errors: this._errors,
      retries: this._retries,
    };
    if (this._engineLoadMs !== undefined) report.engine_load_ms = this._engineLoadMs;
    this._errors = this._retries = 0;
    this._engineLoadMs = undefined;
    const sealed = this._context.seal(report);
    return this._item(renumber(sealed, this._context.nextSequence(this._collector.key)));
  }

  private _lose(reason: Parameters<Drops["lose"]>[0], items: readonly Item[]): void {
    this.drops.lose(
      reason,
      items.map((item) => item.event),
    );
  }

  private _schedule(delayMs: number): void {
    const dueMs = this._context.clock.elapsedMs() + delayMs;
    if (this._timer !== undefined && this._timerDueMs <= dueMs) return;
    clearTimeout(this._timer);
    this._timerDueMs = dueMs;
    this._timer = setTimeout(() => {
      this._timer = undefined;
      if (this._away) this.leave(false);
      else this._pump(true);
    }, delayMs);
  }

  private _pump(all: boolean): void {
    this._sendAll ||= all;
    while (this._queue.length >= (this._sendAll ? 1 : this._context.options.maxBatchSize)) {
      if (this._breaker.waitMs > 0) {
        const resting = this._cut();
        this._track(resting, this._rest(resting));
        continue;
      }
      if (this._inFlight.size >= (this._breaker.healthy ? kConcurrent : 1)) return;
      this._send(this._cut(), false);
    }
    this._sendAll = false;
  }

  /** The next batch, with a report if there is something to report. */
  private _cut(): Item[] {
    const { maxBatchSize } = this._context.options;
    const maxBytes = kKeepaliveBytes - kBodyReserveBytes;
    const count = fitting(this._queue.items, this._collector.groupOf, maxBatchSize, maxBytes);
    const batch = this._queue.take(count);
    const first = batch[0];
    if (first && (this.drops.any || this._retries + this._errors > 0 || this._engineLoadMs)) {
      const report = this._report();
      const { groupOf } = this._collector;
      if (groupOf(report.event) === groupOf(first.event)) batch.push(report);
      else this._queue.push(report);
    }
    return batch;
  }

  private _send(items: readonly Item[], leaving: boolean): void {
    const work = this._attempt(items, leaving, false).then(async (failed) => {
      const unsettled = new Set(failed);
      this._stash.remove(items.filter((item) => !unsettled.has(item)).map((item) => item.event));
      // What waits behind a failed batch would fail, too: all of it rests until a retry succeeds.
      if (failed.length > 0) await this._rest([...failed, ...this._queue.take(this._queue.length)]);
    });
    this._track(items, work);
  }

  /** Keeps the items in sight until `work` has settled them. */
  private _track(items: readonly Item[], work: Promise<void>): void {
    const tracked: Promise<void> = work
      .catch(() => this.note({ error: true }))
      .then(() => {
        this._inFlight.delete(tracked);
        if (!this._away) this._pump(false);
      });
    this._inFlight.set(tracked, items);
  }

  /** Sends one batch and does what the answer says; returns what must be sent again. */
  private async _attempt(
    items: readonly Item[],
    leaving: boolean,
    isRetry: boolean,
  ): Promise<readonly Item[]> {
    const startedMs = this._context.clock.elapsedMs();
    const verdict = await this._transport.send(items, leaving).catch(() => {
      this.note({ error: true }); // a site's own format threw
      return { type: "rejected" } as const;
    });
    if (verdict.type === "retry") {
      this._breaker.failure(startedMs, isRetry, verdict.waitMs);
      this._retries += 1;
      return items;
    }
    if (verdict.type === "too_large" && items.length > 1) {
      const half = items.length >> 1;
      const failed = await this._attempt(items.slice(0, half), leaving, isRetry);
      return [...failed, ...(await this._attempt(items.slice(half), leaving, isRetry))];
    }
    if (verdict.type === "delivered") {
      this.drops.count("rejected", verdict.rejected);
    } else {
      this._lose(verdict.type === "too_large" ? "too_large" : "rejected", items);
    }
    if (!this._breaker.healthy) this._drain.schedule(0);
    this._breaker.success();
    return [];
  }

  /** The items wait in the store for a better time. */
  private async _rest(items: readonly Item[]): Promise<void> {
    const events = items.map((item) => item.event);
    this.drops.count("queue_overflow", await this._store.add(events));
    this._stash.remove(events);
    this._drain.failed();
  }

  /** The drain's sending: group by group. */
  private async _sendStored(events: SealedEvent[]): Promise<Set<SealedEvent>> {
    const { maxBatchSize } = this._context.options;
    const maxBytes = kKeepaliveBytes - kBodyReserveBytes;
    const settled = new Set<SealedEvent>();
    let items = events.map((event) => this._item(event));
    while (items.length > 0) {
      const count = fitting(items, this._collector.groupOf, maxBatchSize, maxBytes);
      const failed = new Set(await this._attempt(items.slice(0, count), false, true));
      for (const item of items.slice(0, count)) if (!failed.has(item)) settled.add(item.event);
      if (failed.size > 0) break;
      items = items.slice(count);
    }
    return settled;
  }

  /** Stashes all, or at least what is not sent; false if not even that could be written. */
  private _keep(sent: readonly Item[], unsent: readonly Item[]): boolean {
    if (!this._context.options.storage) return unsent.length === 0;
    const kept = unsent.map((item) => item.event);
    return (
      this._stash.add(
        sent.map((item) => item.event),
        kept,
      ) || this._stash.add([], kept)
    );
  }
}
