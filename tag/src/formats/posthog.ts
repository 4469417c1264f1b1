// PostHog's batch endpoint. No person profile is made.
// Source  PostHog API, "Capture and batch API endpoints"
import type { CollectorOptions } from "../options.ts";
import { attributeObject, isoTime, nameOf } from "./attributesOf.ts";
import { asBody, type Format } from "./format.ts";

export function posthog(options: CollectorOptions): Format {
  const key = JSON.stringify(options.key ?? "");
  return {
    fragmentOf: (event) =>
      JSON.stringify({
        event: nameOf(event),
        uuid: event.event_id,
        distinct_id: event.visitor ?? event.session_id,
        timestamp: isoTime(event.time_ms),
        properties: { $process_person_profile: false, ...attributeObject(event) },
      }),
    bodyOf: (fragments, _events, { sentAtMs }) =>
      asBody(
        `{"api_key":${key},"batch":[${fragments.join(",")}],"sent_at":"${isoTime(sentAtMs)}"}`,
      ),
  };
}
