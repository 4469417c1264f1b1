// Snowplow tracker protocol, version tp2: self-describing events, every value a string.
// Source  Snowplow tracker protocol; iglu payload_data 1-0-4
import { asUuid } from "../event/randomId.ts";
import { asBody, type Format } from "./format.ts";

const kPayload = "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4";
const kUnstruct = "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0";

export function snowplow(): Format {
  return {
    fragmentOf(event) {
      const schema = `iglu:dev.undertone/${event.kind}/jsonschema/1-0-0`;
      const { kind: _, ...data } = event;
      const fragment = JSON.stringify({
        e: "ue",
        p: "web",
        tv: `undertone-${event.tag_version}`,
        aid: event.app,
        eid: event.event_id,
        dtm: `${event.time_ms}`,
        sid: asUuid(event.session_id),
        ue_pr: JSON.stringify({ schema: kUnstruct, data: { schema, data } }),
      });
      return fragment.slice(0, -1); // `bodyOf` adds the time of sending and the brace
    },
    bodyOf(fragments, _events, { sentAtMs }) {
      const data = fragments.map((fragment) => `${fragment},"stm":"${sentAtMs}"}`);
      const body = `{"schema":"${kPayload}","data":[${data.join(",")}]}`;
      return asBody(body, "application/json; charset=UTF-8");
    },
  };
}
