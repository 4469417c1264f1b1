// The way of events to one collector: numbered, encoded, queued, sent in batches, kept if it fails.
import type { TagEvent } from "@undertone/wasm";
import type { Clock } from "../event/clock.ts";
import { renumber, replaceSummary, type SealedEvent } from "../event/seal.ts";
import type { Body } from "../formats/format.ts";
import type { DeliveryOptions, SendRequest } from "../options.ts";
import { Drops } from "../queue/drops.ts";
import { byImportance, fitting, type Item, Queue } from "../queue/queue.ts";
import { createStash } from "../queue/stash.ts";
import { Store } from "../queue/store.ts";
import { backoffMs } from "./backoffMs.ts";
import { Breaker } from "./breaker.ts";
import { type Budget, kKeepaliveBytes } from "./budget.ts";
import type { Collector } from "./collector.ts";
import { createDrain } from "./drain.ts";
import { byteLength, createSend } from "./transport.ts";

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
  tabId: string;
  pageId: string;
  /** Leaves a body with the browser in case the page vanishes; returns what takes it back. */
  later: ((url: string, body: Required<Body>) => () => void) | undefined;
  /** Consent is there. */
  maySend(): boolean;
  /** The number of the next event of this session at this collector. */
  nextSequence(collectorKey: string): number;
  /** The envelope for an event of the tag itself. */
  seal(report: TagEvent): SealedEvent;
}

export interface Delivery {
  readonly drops: Drops;
  /** Queues an event; returns it as this collector will see it. */
  enqueue(event: SealedEvent): SealedEvent;
  /** What the next report says about the tag's health. */
  note(health: Health): void;
  /** Resolves when everything queued so far was delivered, stored or counted. */
  flush(): Promise<void>;
  /** The page is back, or the network, or consent. */
  resume(): void;
  /**
   * The page is hidden or closes: one synchronous send of what fits, the most important first. All
   * whose arrival is not known lies in the stash then.
   */
  leave(closing: boolean, reason?: "queue_overflow" | "shutdown"): void;
  /** Consent is gone: nothing is sent any more and nothing stays. */
  forget(): Promise<void>;
}

export interface Health {
  engineLoadMs?: number;
  error?: boolean;
}

export function createDelivery(collector: Collector, context: DeliveryContext): Delivery {
  const { options, clock, budget } = context;
  const nowMs = (): number => clock.nowMs();
  const name = `undertone:${collector.key}`;
  const drops = new Drops();
  const queue = new Queue(options.maxQueueSize);
  const mayStore = (): boolean => options.storage && context.maySend();
  const store = new Store(name, mayStore, options.maxQueueSize, options.maxStoredBytes);
  const stash = createStash(`${name}:`, context.tabId, context.pageId, nowMs);
  const breaker = new Breaker(() => clock.elapsedMs());
  const post = createSend(collector, context.request, clock, budget, options.sendTimeoutMs);
  const drain = createDrain({
    store,
    stash,
    breaker,
    drops,
    lockName: name,
    maxBatchSize: options.maxBatchSize,
    maxAgeMs: options.maxAgeMs,
    nowMs,
    backoffMs: (attempt) => backoffMs(attempt, options.retryDelayMs, options.maxRetryDelayMs),
    mayRun: () => context.maySend() && !isClosing,
    send: sendStored,
  });
  const inFlight = new Map<Promise<void>, readonly Item[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerDueMs = 0;
  let sendAll = false;
  let isAway = false;
  let isClosing = false;
  let retries = 0;
  let isArming = false;
  let disarm = (): void => {};
  let errors = 0;
  let engineLoadMs: number | undefined;
  drain.schedule(kFirstDrainMs);

  /** Queues an event; returns it as this collector will see it. */
  function enqueue(event: SealedEvent): SealedEvent {
    const old = event.kind === "conversation" ? queue.summaryOf(event.conversation_id) : undefined;
    const item = itemOf(
      old ? replaceSummary(old.event, event) : renumber(event, context.nextSequence(collector.key)),
    );
    if (item.bytes > kEventBytes) {
      drops.lose("too_large", [item.event]);
    } else if (old) {
      queue.replace(old, item);
    } else {
      lose("queue_overflow", queue.push(item));
    }
    const { flushDelayMs, maxBatchSize } = options;
    const full = queue.length >= maxBatchSize;
    rearm();
    schedule(event.kind === "moment" || full || isAway ? 0 : flushDelayMs);
    return item.event;
  }

  /** What the next report says about the tag's health. */
  function note(health: Health): void {
    engineLoadMs = health.engineLoadMs ?? engineLoadMs;
    if (health.error) errors += 1;
  }

  /** Resolves when everything queued so far was delivered, stored or counted. */
  async function flush(): Promise<void> {
    if (queue.length === 0 && drops.urgent) queue.push(reportItem());
    pump(true);
    while (inFlight.size > 0) {
      await Promise.all(inFlight.keys());
      pump(true);
    }
  }

  /** The network is back, or the page. */
  function resume(): void {
    isAway = isClosing = false;
    for (const event of stash.takeBack()) queue.push(itemOf(event));
    if (queue.length > 0) schedule(0);
    drain.schedule(0);
  }

  /**
   * The page is hidden or closes: one synchronous send of what fits, the most important first. All
   * whose arrival is not known lies in the stash then.
   */
  function leave(closing: boolean, reason: "queue_overflow" | "shutdown" = "queue_overflow"): void {
    isAway = true;
    isClosing ||= closing; // after pagehide comes visibilitychange
    unschedule();
    const flying = [...inFlight.values()].flat();
    let rest = byImportance([
      ...queue.take(queue.length),
      ...store.takeVolatile().map((event) => itemOf(event)),
    ]);
    if (drops.urgent) rest.unshift(reportItem());
    const bodies: Item[][] = [];
    let left = breaker.waitMs > 0 ? 0 : budget.leftBytes;
    for (;;) {
      left -= kBodyReserveBytes;
      const count = fitting(rest, collector.groupOf, rest.length, left, true);
      if (count === 0) break;
      bodies.push(rest.slice(0, count));
      left -= rest.slice(0, count).reduce((sum, item) => sum + item.bytes, 0);
      rest = rest.slice(count);
    }
    if (!keep([...flying, ...bodies.flat()], rest)) {
      if (closing) {
        lose(reason, rest);
        if (bodies[0] && rest.length > 0) bodies[0].push(reportItem());
      } else {
        for (const item of rest.reverse()) queue.push(item);
      }
    }
    for (const body of bodies) send(body, true);
    if (closing) {
      drain.yield();
      store.close();
    }
  }

  /** Consent is gone: nothing is sent any more and nothing stays. */
  async function forget(): Promise<void> {
    unschedule();
    drain.yield();
    lose("no_consent", queue.take(queue.length));
    stash.clear();
    await store.clear();
  }

  function itemOf(event: SealedEvent): Item {
    const fragment = collector.encode(event);
    return { event, fragment, bytes: byteLength(fragment) + 1 };
  }

  /** The counts since the last report, as an event. */
  function reportItem(): Item {
    const report: TagEvent = {
      kind: "tag",
      dropped: drops.take(),
      internal_errors: errors,
      retries,
    };
    if (engineLoadMs !== undefined) report.engine_load_ms = engineLoadMs;
    errors = retries = 0;
    engineLoadMs = undefined;
    const sealed = context.seal(report);
    return itemOf(renumber(sealed, context.nextSequence(collector.key)));
  }

  function lose(reason: Parameters<Drops["lose"]>[0], items: readonly Item[]): void {
    drops.lose(
      reason,
      items.map((item) => item.event),
    );
  }

  function schedule(delayMs: number): void {
    const dueMs = clock.elapsedMs() + delayMs;
    if (timer !== undefined && timerDueMs <= dueMs) return;
    clearTimeout(timer);
    timerDueMs = dueMs;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAway) leave(false);
      else pump(true);
    }, delayMs);
  }

  /**
   * What waits goes to the browser for safekeeping, as far as it fits one body; once for all events
   * of a message.
   */
  function rearm(): void {
    disarm();
    if (isArming) return;
    isArming = true;
    setTimeout(() => {
      isArming = false;
      const waiting = queue.items.slice(0, fittingCount(queue.items));
      if (!context.later || waiting.length === 0 || isAway) return;
      try {
        disarm = context.later(collector.url, collector.join(waiting, nowMs()));
      } catch {
        note({ error: true }); // a site's own format threw
      }
    }, 0);
  }

  function unschedule(): void {
    disarm();
    clearTimeout(timer);
    timer = undefined;
  }

  function pump(all: boolean): void {
    sendAll ||= all;
    while (queue.length >= (sendAll ? 1 : options.maxBatchSize)) {
      if (breaker.waitMs > 0) {
        const resting = cut();
        track(resting, shelve(resting));
        continue;
      }
      if (inFlight.size >= (breaker.healthy ? kConcurrent : 1)) return;
      send(cut(), false);
    }
    sendAll = false;
  }

  /** The next batch, with a report if there is something to report. */
  function cut(): Item[] {
    const batch = queue.take(fittingCount(queue.items));
    const first = batch[0];
    if (first && (drops.any || retries + errors > 0 || engineLoadMs)) {
      const report = reportItem();
      const { groupOf } = collector;
      if (groupOf(report.event) === groupOf(first.event)) batch.push(report);
      else queue.push(report);
    }
    return batch;
  }

  function send(items: readonly Item[], leaving: boolean): void {
    rearm();
    const work = attempt(items, leaving, false).then(async (failed) => {
      const settled = items.filter((item) => !failed.includes(item));
      stash.remove(settled.map((item) => item.event));
      // What waits behind a failed batch would fail, too: all of it rests until a retry succeeds.
      if (failed.length > 0) await shelve([...failed, ...queue.take(queue.length)]);
    });
    track(items, work);
  }

  /** Keeps the items in sight until `work` has settled them. */
  function track(items: readonly Item[], work: Promise<void>): void {
    const tracked: Promise<void> = work
      .catch(() => note({ error: true }))
      .then(() => {
        inFlight.delete(tracked);
        if (!isAway) pump(false);
        else if (drops.urgent) keep([], [reportItem()]); // the page may hear of nothing more
      });
    inFlight.set(tracked, items);
  }

  /** Sends one batch and does what the answer says; returns what must be sent again. */
  async function attempt(
    items: readonly Item[],
    leaving: boolean,
    isRetry: boolean,
  ): Promise<readonly Item[]> {
    const startedMs = clock.elapsedMs();
    const verdict = await post(items, leaving).catch(() => {
      note({ error: true }); // a site's own format threw
      return { type: "rejected" } as const;
    });
    if (verdict.type === "retry") {
      breaker.failure(startedMs, isRetry, verdict.waitMs);
      retries += 1;
      return items;
    }
    if (verdict.type === "too_large" && items.length > 1) {
      const half = items.length >> 1;
      const failed = await attempt(items.slice(0, half), leaving, isRetry);
      return [...failed, ...(await attempt(items.slice(half), leaving, isRetry))];
    }
    if (verdict.type === "delivered") {
      drops.count("rejected", verdict.rejected);
    } else {
      lose(verdict.type === "too_large" ? "too_large" : "rejected", items);
    }
    if (!breaker.healthy) drain.schedule(0);
    breaker.success(startedMs);
    return [];
  }

  /** The items wait in the store for a better time. */
  async function shelve(items: readonly Item[]): Promise<void> {
    if (isClosing && keep([], items)) return;
    const events = items.map((item) => item.event);
    drops.count("queue_overflow", await store.add(events));
    // A hidden page may vanish: what is in memory only stays in the stash, too.
    if (!isAway || !store.isVolatile) stash.remove(events);
    drain.failed();
  }

  /** The drain's sending: group by group, until one fails. Returns what is settled. */
  async function sendStored(events: SealedEvent[]): Promise<SealedEvent[]> {
    const settled: SealedEvent[] = [];
    let items = events.map((event) => itemOf(event));
    while (items.length > 0) {
      const count = fittingCount(items);
      const failed = await attempt(items.slice(0, count), false, true);
      for (const item of items.slice(0, count)) {
        if (!failed.includes(item)) settled.push(item.event);
      }
      if (failed.length > 0) break;
      items = items.slice(count);
    }
    stash.remove(settled);
    return settled;
  }

  /** How many of the first items make a batch. */
  function fittingCount(items: readonly Item[]): number {
    const { maxBatchSize } = options;
    const maxBytes = kKeepaliveBytes - kBodyReserveBytes;
    return fitting(items, collector.groupOf, maxBatchSize, maxBytes);
  }

  /** Stashes all, or at least what is not sent; false if not even that could be written. */
  function keep(sent: readonly Item[], unsent: readonly Item[]): boolean {
    if (!options.storage) return unsent.length === 0;
    const kept = unsent.map((item) => item.event);
    return (
      stash.add(
        sent.map((item) => item.event),
        kept,
      ) || stash.add([], kept)
    );
  }

  return { drops, enqueue, note, flush, resume, leave, forget };
}
