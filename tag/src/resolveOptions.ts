// Options with their defaults. Errors here are the site's programmer's, so they throw and say so.
import type { Envelope } from "@undertone/wasm";
import { check } from "./check.ts";
import { known } from "./known.ts";
import type { BotOptions, Options } from "./options.ts";
import { type Collector, makeCollector } from "./transport/collector.ts";
import { version } from "./version.ts";

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
  models: ["en"] as string[],
} as const;

export interface Resolved extends Omit<Options, "collector" | "delivery"> {
  consent: NonNullable<Options["consent"]>;
  engineTimeoutMs: number;
  models: string[];
  collectors: Collector[];
  delivery: typeof kDelivery;
  samplePercent: number;
  /** what is the same on every event */
  labels: Labels;
}

type Labels = Pick<
  Envelope,
  | "app"
  | "bot_id"
  | "bot_model"
  | "bot_variant"
  | "bot_prompt_version"
  | "tag_version"
  | "sample_rate"
>;

export const label = (text: unknown): string => `${text}`.slice(0, kLabelCodeUnits);

function botLabels(bot: BotOptions = {}): Partial<Labels> {
  const { id, model, variant, promptVersion } = bot;
  const given = {
    bot_id: id,
    bot_model: model,
    bot_variant: variant,
    bot_prompt_version: promptVersion,
  };
  const labels: Record<string, string> = {};
  for (const [name, text] of Object.entries(given)) if (text) labels[name] = label(text);
  return labels;
}

/** Errors  a TypeError that says which option cannot work */
export function resolveOptions(options: Options): Resolved {
  const collectors = [options.collector].flat();
  const percent = Number(options.sampling?.percent ?? 100);
  check("app", options.app);
  check("collector", collectors[0]);
  check("sampling.percent", percent >= 0 && percent <= 100);
  for (const collector of collectors) check("collector.url", collector?.url);
  return {
    ...kDefaults,
    ...known(options),
    collectors: collectors.map((collector) => makeCollector(collector, label(options.app))),
    delivery: { ...kDelivery, ...known(options.delivery ?? {}) },
    samplePercent: percent,
    labels: {
      app: label(options.app),
      ...botLabels(options.bot),
      tag_version: version,
      sample_rate: percent,
    },
  };
}
