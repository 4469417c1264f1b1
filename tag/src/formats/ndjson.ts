// One event a line, as core/event/event.schema.gen.json describes it.
import { asBody, type Format } from "./format.ts";

export function ndjson(): Format {
  return {
    gzip: true,
    fragmentOf: (event) => `${JSON.stringify(event)}\n`,
    bodyOf: (fragments) => asBody(fragments.join(""), "application/x-ndjson"),
  };
}
