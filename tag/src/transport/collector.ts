// A collector as configured, with its format bound: from here on only events and bodies.
import { hashOf } from "../event/hashOf.ts";
import type { SealedEvent } from "../event/seal.ts";
import type { Body, Format } from "../formats/format.ts";
import { formats } from "../formats/formats.ts";
import type { CollectorOptions } from "../options.ts";
import type { Item } from "../queue/queue.ts";

export interface Collector {
  url: string;
  /** Tells collectors apart in storage. */
  key: string;
  gzip: boolean;
  /** Its answers may refuse single records. */
  partial: boolean;
  encode(event: SealedEvent): string;
  groupOf(event: SealedEvent): string;
  join(items: readonly Item[], sentAtMs: number): Required<Body>;
}

type Join = Collector["join"];

function joinWith(format: Format, headers: Record<string, string>, app: string): Join {
  return (items, sentAtMs) => {
    const first = (items[0] as Item).event;
    const fragments = items.map((item) => item.fragment);
    return {
      body: format.join(fragments, first, { app, sentAtMs }),
      headers: { "content-type": format.contentType, ...format.headers?.(first), ...headers },
    };
  };
}

/** Errors  a TypeError if there is no such format */
export function makeCollector(options: CollectorOptions, app: string): Collector {
  const { url, format = "otlp", headers = {}, compression } = options;
  const key = hashOf(`${url} ${typeof format === "string" ? format : "custom"}`).toString(36);
  if (typeof format === "function") {
    return {
      url,
      key,
      gzip: compression === "gzip",
      partial: false,
      encode: (event) => JSON.stringify(event),
      groupOf: () => "",
      join(items, sentAtMs) {
        const made = format(
          items.map((item) => item.event),
          { app, sentAtMs },
        );
        return { body: made.body, headers: { ...made.headers, ...headers } };
      },
    };
  }
  const make = formats[format];
  if (!make) throw new TypeError("undertone: options.collector.format is unknown");
  const bound = make(options);
  return {
    url,
    key,
    gzip: compression ? compression === "gzip" : bound.gzip,
    partial: bound.partial ?? false,
    encode: (event) => bound.encode(event),
    groupOf: (event) => bound.groupOf?.(event) ?? "",
    join: joinWith(bound, headers, app),
  };
}
