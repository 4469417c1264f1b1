// Grafana Faro receiver: events with string attributes, one session a body.
// Source  faro-core, TransportBody
import type { SealedEvent } from "../event/seal.ts";
import type { CollectorOptions } from "../options.ts";
import { attributesOf, isoTime, nameOf } from "./attributesOf.ts";
import { asBody, type Format } from "./format.ts";

/** In `meta`, once a body. */
const ofMeta = /^(service\.name|session\.id|http\.route|chat\.tag\.version)$/;

export function faro(options: CollectorOptions): Format {
  return {
    groupOf: (event) =>
      [event.app, event.tag_version, event.session_id, event.page_route].join(" "),
    fragmentOf(event) {
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
    bodyOf(fragments, [first]) {
      const { app: name, tag_version: version, session_id: id, page_route } = first as SealedEvent;
      const meta = JSON.stringify({
        sdk: { name: "undertone", version },
        app: { name },
        session: { id },
        page: { id: page_route },
      });
      return asBody(`{"meta":${meta},"events":[${fragments.join(",")}]}`, undefined, {
        ...(options.key && { "x-api-key": options.key }),
        "x-faro-session-id": id,
      });
    },
  };
}
