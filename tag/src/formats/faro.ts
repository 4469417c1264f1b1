// Grafana Faro receiver: events with string attributes, one session a body.
// Source  faro-core, TransportBody
import type { CollectorOptions } from "../options.ts";
import { attributesOf, isoTime, nameOf } from "./attributesOf.ts";
import type { Format } from "./format.ts";

/** In `meta`, once a body. */
const ofMeta = /^(service\.name|session\.id|http\.route|chat\.tag\.version)$/;

export function faro(options: CollectorOptions): Format {
  return {
    contentType: "application/json",
    gzip: false,
    groupOf: (event) =>
      [event.app, event.tag_version, event.session_id, event.page_route].join(" "),
    headers: (first) => ({
      ...(options.key ? { "x-api-key": options.key } : {}),
      "x-faro-session-id": first.session_id,
    }),
    encode(event) {
      const attributes: Record<string, string> = {};
      attributesOf(event, (name, value) => {
        if (!ofMeta.test(name)) attributes[name] = `${value}`;
      });
      return JSON.stringify({
        name: nameOf(event),
        domain: "undertone",
        attributes,
        timestamp: isoTime(event.time_ms),
        trace: event.trace_id && { trace_id: event.trace_id, span_id: event.span_id ?? "" },
      });
    },
    join(fragments, { app, tag_version: version, session_id: id, page_route: route }) {
      const meta = {
        sdk: { name: "undertone", version },
        app: { name: app },
        session: { id },
        page: { id: route },
      };
      return `{"meta":${JSON.stringify(meta)},"events":[${fragments.join(",")}]}`;
    },
  };
}
