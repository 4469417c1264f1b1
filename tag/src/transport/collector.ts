// A collector as configured, with its format bound: from here on only events and bodies.
import { check } from "../check.ts";
import { hashOf } from "../event/hashOf.ts";
import type { SealedEvent } from "../event/seal.ts";
import type { Body, CustomFormat, Format } from "../formats/format.ts";
import { formats } from "../formats/formats.ts";
import type { CollectorOptions } from "../options.ts";
import { eventsOf, type Item } from "../queue/queue.ts";

export interface Collector {
  url: string;
  /** Tells collectors apart in storage. */
  key: string;
  gzip: boolean;
  /** Its answers may refuse single records. */
  partial: boolean | undefined;
  /** An event is several records there. */
  evaluations: boolean | undefined;
  fragmentOf(event: SealedEvent): string;
  groupOf(event: SealedEvent): string;
  bodyOf(items: readonly Item[], sentAtMs: number): Required<Body>;
}

/** A site's own format as one of ours. */
function customFormat(make: CustomFormat): Format {
  return {
    fragmentOf: (event) => JSON.stringify(event),
    bodyOf: (_fragments, events, context) => make(events, context),
  };
}

/** Errors  a TypeError if there is no such format */
export function makeCollector(options: CollectorOptions, app: string): Collector {
  const { url, format = "otlp", headers, compression, evaluations } = options;
  const isCustom = typeof format === "function";
  const bound = isCustom ? customFormat(format) : formats[format]?.(options);
  check("collector.format", bound);
  return {
    url,
    key: hashOf(`${url} ${isCustom ? "custom" : format} ${options.key}`).toString(36),
    gzip: compression ? compression === "gzip" : !!bound.gzip,
    partial: bound.partial,
    evaluations,
    fragmentOf: bound.fragmentOf,
    groupOf: bound.groupOf ?? (() => ""),
    bodyOf(items, sentAtMs) {
      const fragments = items.map((item) => item.fragment);
      const made = bound.bodyOf(fragments, eventsOf(items), { app, sentAtMs });
      return { ...made, headers: { ...made.headers, ...headers } };
    },
  };
}
