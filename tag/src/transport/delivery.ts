// The way of events to one collector: numbered, encoded, queued, sent in batches, kept if it fails.
import { replaceSummary, type SealedEvent } from "../event/seal.ts";
import { createHealth, type Health } from "../queue/health.ts";
import { byImportance, eventsOf, type Item, Queue } from "../queue/queue.ts";
import { createStash } from "../queue/stash.ts";
import { createStore } from "../queue/store.ts";
import { createAttempt } from "./attempt.ts";
import { createBreaker } from "./breaker.ts";
import type { Collector } from "./collector.ts";
import { createDrain } from "./drain.ts";
import type { DeliveryContext, Kit } from "./kit.ts";
import { createPacker } from "./packer.ts";
import { createReserve } from "./reserve.ts";
import { createSender } from "./sender.ts";

/** An event is about 1 kB. One that cannot leave with a closing page has oversized labels. */
const kEventBytes = 32_000;

/** The first look at what earlier pages left: after the page had its first moments for itself. */
const kFirstDrainMs = 300;

export interface Delivery {
  readonly health: Health;
  /** Queues an event; returns it as this collector will see it. */
  enqueue(event: SealedEvent): SealedEvent;
  /** Resolves when everything queued so far was delivered, stored or counted. */
  flush(): Promise<void>;
  /** The page is back, or the network, or consent. */
  resume(): void;
  /**
   * The page is hidden or closes: one synchronous send of what fits, the most important first. All
   * whose arrival is not known lies in the stash then.
   */
  leave(closing: boolean, reason?: "shutdown"): void;
  /** Consent is gone: nothing is sent any more and nothing stays. */
  forget(): Promise<void>;
}

export function createDelivery(collector: Collector, context: DeliveryContext): Delivery {
  const { options, clock, maySend } = context;
  const { maxBatchSize, maxQueueSize } = options;
  const elapsedMs = (): number => clock.elapsedMs();
  const lockName = `undertone:${collector.key}`;
  const health = createHealth(() => rearm());
  const queue = new Queue(maxQueueSize);
  const breaker = createBreaker(elapsedMs, () => drain.schedule(0));
  const state = { isAway: false, isClosing: false, armed: 0 };
  const sets = {
    underWay: new Set<Item[]>(),
    compressing: new Set<Item[]>(),
    fragile: new Set<Item[]>(),
    moved: new WeakSet<Item>(),
  };
  const kit: Kit = { ...context, ...state, ...sets, collector, lockName, health, queue, breaker };
  const { compressing, fragile, moved, underWay } = kit;
  const mayStore = (): boolean => options.storage && maySend();
  const store = createStore(lockName, mayStore, maxQueueSize, options.maxStoredBytes);
  // All tabs of a device share its clock; that of a page is corrected, and may stop while the device sleeps.
  const stash = createStash(lockName, context.tabId, context.pageId, Date.now);
  const packer = createPacker(kit);
  const reserve = createReserve(kit, store, stash, packer.itemOf);
  const attempt = createAttempt(kit, reserve);
  const drain = createDrain(kit, reserve, packer, attempt, onSettled);
  const sender = createSender(kit, reserve, packer, attempt, drain.failed, onSettled);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerDueMs = 0;
  let isArming = false;
  let armTimer: typeof timer;
  let disarm = (): void => {};
  drain.schedule(kFirstDrainMs);

  function enqueue(event: SealedEvent): SealedEvent {
    const old = event.kind === "conversation" ? queue.summaryOf(event.conversation_id) : undefined;
    const item = packer.itemOf(old ? replaceSummary(old.event, event) : packer.numbered(event));
    if (item.bytes > kEventBytes) health.lose("too_large", [item.event]);
    else if (old) queue.replace(old, item);
    else wait([item]);
    const isFull = queue.length >= maxBatchSize;
    rearm();
    schedule(event.kind === "moment" || isFull || kit.isAway ? 0 : options.flushDelayMs);
    return item.event;
  }

  async function flush(): Promise<void> {
    reserve.yieldTaken();
    if (maySend() && queue.length === 0 && health.urgent) wait(packer.reports());
    do {
      sender.pump(true);
    } while (await sender.landed());
  }

  function resume(): void {
    reserve.yieldTaken(); // while it was closed
    kit.isAway = kit.isClosing = false;
    if (queue.length > 0) schedule(0);
    drain.schedule(0);
  }

  function leave(closing: boolean, reason?: "shutdown"): void {
    reserve.yieldTaken();
    kit.isAway = true;
    kit.isClosing ||= closing; // after pagehide comes visibilitychange
    unschedule();
    // A body that is still being compressed would come too late: its events go as they are.
    const volatile = store.takeVolatile().map(packer.itemOf);
    const left = byImportance([...takeOut(compressing), ...queue.take(), ...volatile]);
    if (health.urgent) left.unshift(...packer.reports());
    let bodies = cut(left);
    const sent = bodies.flat();
    underWay.add(sent);
    health.lose("queue_overflow", store.hold(eventsOf(left)));
    const isKept = reserve.keep();
    underWay.delete(sent);
    if (closing && !isKept) {
      // What would end with the page goes once more, and what does not fit is lost.
      store.takeVolatile();
      const all = byImportance([...sent, ...left, ...takeOut(fragile)]);
      bodies = cut(all);
      health.lose(reason ?? "queue_overflow", eventsOf(all));
      if (bodies[0] && health.urgent) bodies[0].push(...packer.reports());
    }
    for (const body of bodies) sender.send(body, true);
    if (closing) {
      drain.yield();
      store.close();
    } else if (store.memory.size > 0) {
      drain.schedule(0);
    }
  }

  /** Bodies cut from the front of `items`, as many as may be sent at once. */
  const cut = (items: Item[]): Item[][] =>
    packer.bodies(items, breaker.waitMs > 0 ? 0 : kit.budget.leftBytes);

  async function forget(): Promise<void> {
    unschedule();
    drain.yield();
    const waiting = eventsOf([...takeOut(compressing), ...queue.take()]);
    health.lose("no_consent", [...waiting, ...(await reserve.clear())]);
  }

  /** The items of some batches under way, as copies; what becomes of the old is void. */
  function takeOut(batches: Set<readonly Item[]>): Item[] {
    const items = [...batches].flat().filter((item) => !moved.has(item));
    batches.clear();
    for (const item of items) moved.add(item);
    return items.map((item) => ({ ...item }));
  }

  function wait(items: readonly Item[]): void {
    for (const item of items) health.lose("queue_overflow", eventsOf(queue.push(item)));
  }

  function onSettled(): void {
    rearm();
    if (!kit.isAway) sender.pump(false);
  }

  function schedule(delayMs: number): void {
    const dueMs = elapsedMs() + delayMs;
    if (timer !== undefined && timerDueMs <= dueMs) return;
    clearTimeout(timer);
    timerDueMs = dueMs;
    timer = setTimeout(() => {
      timer = undefined;
      if (kit.isAway) leave(false);
      else sender.pump(true);
    }, delayMs);
  }

  function unschedule(): void {
    disarm();
    kit.armed = 0;
    clearTimeout(armTimer);
    isArming = false;
    clearTimeout(timer);
    timer = undefined;
  }

  /**
   * What waits goes to the browser for safekeeping, as far as it fits one body, and all that is not
   * known to have arrived is written down; once for all events of a message.
   */
  function rearm(): void {
    disarm();
    if (isArming) return;
    isArming = true;
    // A closing page runs no more timers.
    if (kit.isAway) queueMicrotask(arm);
    else armTimer = setTimeout(arm, 0);
  }

  function arm(): void {
    isArming = false;
    kit.armed = 0;
    const waiting = queue.items.slice(0, packer.batch(queue.items));
    if (context.later && waiting.length > 0 && !kit.isAway) {
      try {
        disarm = context.later(collector.url, collector.bodyOf(waiting, clock.nowMs()));
        kit.armed = waiting.length;
      } catch {
        health.note("internal_errors"); // a site's own format threw
      }
    }
    reserve.keep();
  }

  return { health, enqueue, flush, resume, leave, forget };
}
