// Options with their defaults. Errors here are the site's programmer's, so they throw and say so.
import type { Options } from "./options.ts";
import { type Collector, makeCollector } from "./transport/collector.ts";

/** Labels name a bot or a route. Longer ones are cut: they travel with every event. */
const kLabelCodeUnits = 128;

const kDelivery = {
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

const kDefaults = {
  consent: "granted",
  privacySignals: "no-visitor",
  visitor: false,
  engineTimeoutMs: 10_000,
  models: ["en"],
} as const;

export interface Resolved extends Omit<Options, "collector" | "delivery"> {
  consent: NonNullable<Options["consent"]>;
  engineTimeoutMs: number;
  models: readonly string[] & string[];
  collectors: Collector[];
  delivery: typeof kDelivery;
  samplePercent: number;
}

export const label = (text: unknown): string => `${text}`.slice(0, kLabelCodeUnits);

/** `given` without the keys that are set to undefined. */
function defined<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

/** Errors  a TypeError that says which option cannot work */
export function resolveOptions(options: Options): Resolved {
  if (!options?.app) throw new TypeError("undertone: options.app is missing");
  const collectors = [options.collector].flat().filter(Boolean);
  if (collectors.length === 0) throw new TypeError("undertone: options.collector is missing");
  for (const { url } of collectors) {
    if (!url) throw new TypeError("undertone: a collector has no url");
  }
  const percent = Number(options.sampling?.percent ?? 100);
  if (!(percent >= 0 && percent <= 100)) {
    throw new TypeError("undertone: options.sampling.percent is not between 0 and 100");
  }
  return {
    ...kDefaults,
    ...defined(options),
    models: options.models ?? [...kDefaults.models],
    app: label(options.app),
    collectors: collectors.map((collector) => makeCollector(collector, label(options.app))),
    delivery: { ...kDelivery, ...defined(options.delivery ?? {}) },
    samplePercent: percent,
  };
}
