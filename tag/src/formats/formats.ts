import type { CollectorOptions } from "../options.ts";
import { cloudevents } from "./cloudevents.ts";
import { faro } from "./faro.ts";
import type { Format, FormatName } from "./format.ts";
import { ndjson } from "./ndjson.ts";
import { otlp } from "./otlp.ts";
import { posthog } from "./posthog.ts";
import { segment } from "./segment.ts";
import { snowplow } from "./snowplow.ts";

/** The formats by name. */
export const formats: Record<FormatName, (options: CollectorOptions) => Format> = {
  otlp,
  ndjson,
  cloudevents,
  snowplow,
  segment,
  posthog,
  faro,
};
