import { init } from "undertone";
import type { Sdk } from "../sdk.ts";

/** Its events carry no text of the page's: the id that is counted is the event's own. */
export const sdk: Sdk = (url) => {
  const ids: string[] = [];
  const delivery = { eventsPerSecond: 1e6, eventBurst: 1e6 };
  const tag = init({
    app: "bench",
    engine: "none",
    collector: { url, format: "ndjson" },
    delivery,
  });
  tag.on("event", (event) => {
    if (event.kind === "user_message") ids.push(event.event_id);
  });
  return () => {
    tag.user("message");
    return ids.pop() ?? "";
  };
};
