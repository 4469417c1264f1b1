// A page without a browser: a clock that tests move, storages, and a collector that is a function.
import { mock } from "node:test";
import { Clock } from "../../../tag/src/event/clock.ts";
import type { SealedEvent } from "../../../tag/src/event/seal.ts";
import { seal } from "../../../tag/src/event/seal.ts";
import type { DeliveryOptions } from "../../../tag/src/options.ts";
import { Budget } from "../../../tag/src/transport/budget.ts";
import { makeCollector } from "../../../tag/src/transport/collector.ts";
import { createDelivery } from "../../../tag/src/transport/delivery.ts";
import type { DeliveryContext } from "../../../tag/src/transport/kit.ts";
import { envelope, startMs } from "./events.ts";

/** Like a Storage: its keys are its own enumerable properties. */
export function fakeStorage(limitBytes = Number.POSITIVE_INFINITY): Storage {
  const methods = {
    getItem: (key: string) => (Object.hasOwn(storage, key) ? storage[key] : null),
    setItem: (key: string, value: string) => {
      if (value.length > limitBytes) throw new Error("QuotaExceededError");
      storage[key] = value;
    },
    removeItem: (key: string) => {
      delete storage[key];
    },
  };
  const storage: Record<string, string> = Object.create(methods);
  return storage as unknown as Storage;
}

export class FakeClock extends Clock {
  ms = 0;
  override elapsedMs(): number {
    return this.ms;
  }
  override nowMs(): number {
    return startMs + this.ms;
  }
  override learn(): void {}
}

let pages = 0;

/** Lets everything run that waits for a promise only. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 12; ++i) await new Promise((resolve) => setImmediate(resolve));
}

/** `hang`: none until the request is aborted; `dead`: not even then. */
export type Answer = Response | Error | "hang" | "dead";

export interface Received {
  atMs: number;
  init: RequestInit;
  events: SealedEvent[];
}

const defaults: Required<DeliveryOptions> = {
  maxBatchSize: 20,
  flushDelayMs: 5000,
  maxQueueSize: 1000,
  maxStoredBytes: 2_000_000,
  maxAgeMs: 24 * 3600 * 1000,
  sendTimeoutMs: 10_000,
  retryDelayMs: 1000,
  maxRetryDelayMs: 60_000,
  eventsPerSecond: 10,
  eventBurst: 50,
  storage: true,
};

/** A page with one collector, which answers each request as `answer` says. */
export function fakePage(
  answer: (request: Received, index: number) => Answer = () => new Response(""),
  options: DeliveryOptions = {},
  format: "ndjson" | "otlp" = "ndjson",
  compression: "none" | "gzip" = "none",
  evaluations = false,
) {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: startMs });
  const scope = globalThis as { localStorage?: Storage };
  scope.localStorage ??= fakeStorage();
  const clock = new FakeClock();
  const requests: Received[] = [];
  const sequences = new Map<string, number>();

  const request = (_url: string, init: RequestInit): Promise<Response> => {
    const isText = typeof init.body === "string";
    const lines = isText ? String(init.body).split("\n").filter(Boolean) : [];
    const received = {
      atMs: clock.ms,
      init,
      events: format === "ndjson" ? lines.map((line) => JSON.parse(line)) : [],
    };
    requests.push(received);
    const result = answer(received, requests.length - 1);
    if (result === "dead") return new Promise(() => {});
    if (result === "hang") {
      return new Promise((_, reject) => {
        init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    }
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result.clone());
  };

  const context = (pageId: string, tabId = "tab"): DeliveryContext => ({
    options: { ...defaults, ...options },
    clock,
    budget: new Budget(),
    request,
    tabId,
    pageId,
    later: undefined,
    maySend: () => true,
    nextSequence: (key) => {
      const next = sequences.get(key) ?? 0;
      sequences.set(key, next + 1);
      return next;
    },
    seal: (report) => seal(envelope(), report),
  });

  const collector = makeCollector(
    { url: "https://collector.example/events", format, compression, evaluations },
    "support-bot",
  );

  /** Moves time on, in steps small enough that what one timer starts can end before the next. */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 50) {
      clock.ms += Math.min(50, left);
      mock.timers.tick(Math.min(50, left));
      await settle();
    }
  }

  return {
    clock,
    requests,
    pass,
    /** Another page, of the same tab or of another; the first one is there already. */
    open: (pageId: string, tabId?: string, given = clock) =>
      createDelivery(collector, { ...context(pageId, tabId), clock: given }),
    delivery: createDelivery(collector, context(`page-${++pages}`)),
    /** Ids of all events that an answer accepted. */
    receivedIds: () => requests.flatMap(({ events }) => events.map((event) => event.event_id)),
  };
}

/** Forgets what earlier tests stored. */
export function freshStorage(limitBytes?: number): void {
  (globalThis as { localStorage?: Storage }).localStorage = fakeStorage(limitBytes);
}
