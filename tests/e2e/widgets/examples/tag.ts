// The tag as a site starts it, without an engine: what is told is looked at, not what it scores.
import { init } from "undertone";

export const tag = init({
  app: "example",
  collector: { url: "/events", format: "ndjson", compression: "none" },
  engine: "none",
  delivery: { flushDelayMs: 100 },
});
