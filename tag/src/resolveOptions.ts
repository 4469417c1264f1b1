// Options with their defaults. Errors here are the site's programmer's, so they throw and say so.
import type { Envelope } from "@undertone/wasm";
import { check } from "./check.ts";
import { known } from "./known.ts";
import type { BotOptions, Options } from "./options.ts";
import { type Collector, makeCollector } from "./transport/collector.ts";
import { version } from "./version.ts";

/** Labels name a bot or a route. Longer ones are cut: they travel with every event. */
const kLabelCodeUnits = 128;

/** A timer of so many milliseconds fires at once. */
const kTooLong = 2 ** 31;

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

/** A site's word, as it travels; half a surrogate pair is no text. */
export const label = (text: unknown): string | undefined =>
  text ? `${text}`.slice(0, kLabelCodeUnits).replace(/\p{Cs}/gu, "\ufffd") : undefined;

/** Errors  a TypeError that says which option cannot work */
export function resolveOptions(options: Options): Resolved {
  const collectors = [options.collector].flat();
  const { id, model, variant, promptVersion }: BotOptions = options.bot ?? {};
  const percent = Number(options.sampling?.percent ?? 100);
  const app = label(options.app);
  check("app", app);
  check("sampling.percent", percent >= 0 && percent <= 100 && percent % 1 === 0);
  check("collector.url", collectors[0] && collectors.every((collector) => collector?.url));
  const delivery = { ...kDelivery, ...known(options.delivery ?? {}) };
  const { engineTimeoutMs = 0 } = options;
  for (const [name, value] of Object.entries({ ...delivery, engineTimeoutMs }))
    check(name, (value as number) >= 0 && (value as number) < kTooLong);
  return {
    ...kDefaults,
    ...known(options),
    collectors: collectors.map((collector) => makeCollector(collector, app)),
    delivery,
    samplePercent: percent,
    labels: known<Labels>({
      app,
      bot_id: label(id),
      bot_model: label(model),
      bot_variant: label(variant),
      bot_prompt_version: label(promptVersion),
      tag_version: version,
      sample_rate: percent,
    }),
  };
}
