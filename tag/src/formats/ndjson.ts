// One event a line, as core/event/event.schema.gen.json describes it.
import type { Format } from "./format.ts";

export function ndjson(): Format {
  return {
    contentType: "application/x-ndjson",
    gzip: true,
    encode: (event) => `${JSON.stringify(event)}\n`,
    join: (fragments) => fragments.join(""),
  };
}
