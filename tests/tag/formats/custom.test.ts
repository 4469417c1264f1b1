// A site's own format: what its function makes is what leaves, and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CustomFormat } from "../../../tag/src/formats/format.ts";
import { makeCollector } from "../../../tag/src/transport/collector.ts";
import { sealed, startMs } from "../support/events.ts";

const events = [sealed(), sealed()];

function joined(format: CustomFormat, headers?: Record<string, string>) {
  const collector = makeCollector(
    { url: "https://own.example", format, ...(headers && { headers }) },
    "shop",
  );
  const items = events.map((event) => {
    const fragment = collector.fragmentOf(event);
    return { event, fragment, bytes: fragment.length };
  });
  return { collector, body: collector.bodyOf(items, startMs) };
}

test("custom: gets the events, the app and the time; its body and headers are sent", () => {
  const { body } = joined((given, { app, sentAtMs }) => ({
    body: [app, sentAtMs, ...given.map(({ event_id }) => event_id)].join(),
    headers: { "content-type": "text/csv" },
  }));
  assert.equal(body.body, ["shop", startMs, ...events.map(({ event_id }) => event_id)].join());
  assert.deepEqual(body.headers, { "content-type": "text/csv" });
});

test("custom: headers of the configuration come on top", () => {
  const { body } = joined(() => ({ body: "", headers: { a: "1", b: "2" } }), { b: "3", c: "4" });
  assert.deepEqual(body.headers, { a: "1", b: "3", c: "4" });
});

test("custom: no gzip unless asked for, and no answer of OTLP's", () => {
  const { collector } = joined(() => ({ body: "" }));
  assert.ok(!collector.gzip && !collector.partial);
});

test("an unknown format is an error that says so", () => {
  const options = { url: "https://own.example", format: "xml" as never };
  assert.throws(() => makeCollector(options, "shop"), /collector\.format is missing or wrong/);
});
