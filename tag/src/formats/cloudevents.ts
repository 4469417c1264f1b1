// CloudEvents 1.0, JSON batch. The data is the event as core/event/event.schema.gen.json says.
// Source  CloudEvents JSON event format, section 4; HTTP protocol binding, section 3.3
import { isoTime, nameOf } from "./attributesOf.ts";
import { asBody, type Format } from "./format.ts";

export function cloudevents(): Format {
  return {
    gzip: true,
    fragmentOf: (event) =>
      JSON.stringify({
        specversion: "1.0",
        id: event.event_id,
        source: `/undertone/${encodeURIComponent(event.app)}`,
        type: nameOf(event),
        subject: event.conversation_id,
        time: isoTime(event.time_ms),
        datacontenttype: "application/json",
        data: event,
      }),
    bodyOf: (fragments) =>
      asBody(`[${fragments.join(",")}]`, "application/cloudevents-batch+json; charset=UTF-8"),
  };
}
