import { newTracker, trackSelfDescribingEvent } from "@snowplow/browser-tracker";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  newTracker("bench", url, { appId: "bench", encodeBase64: false, bufferSize: 10 });
  return (id) => {
    const schema = "iglu:dev.undertone/message/jsonschema/1-0-0";
    trackSelfDescribingEvent({ event: { schema, data: { id } } });
    return id;
  };
};
