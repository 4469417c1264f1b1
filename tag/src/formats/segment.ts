// Segment's batch call; RudderStack and others take the same shape.
// Source  Segment HTTP tracking API, "Batch" (32 kB an event, 500 kB a batch)
import type { CollectorOptions } from "../options.ts";
import { attributeObject, isoTime, nameOf } from "./attributesOf.ts";
import { asBody, type Format } from "./format.ts";

export function segment(options: CollectorOptions): Format {
  const headers = options.key && { authorization: `Basic ${btoa(`${options.key}:`)}` };
  return {
    fragmentOf: (event) =>
      JSON.stringify({
        type: "track",
        event: nameOf(event),
        anonymousId: event.visitor ?? event.session_id,
        messageId: event.event_id,
        timestamp: isoTime(event.time_ms),
        properties: attributeObject(event),
      }),
    bodyOf: (fragments, _events, { sentAtMs }) =>
      asBody(
        `{"batch":[${fragments.join(",")}],"sentAt":"${isoTime(sentAtMs)}"}`,
        undefined,
        headers || undefined,
      ),
  };
}
