// Bodies beside what each receiver's own client writes or reads.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BaseTransport,
  getTransportBody,
  initializeFaro,
  type TransportItem,
} from "@grafana/faro-core";
import { Analytics } from "@segment/analytics-node";
import { buildSelfDescribingEvent, trackerCore } from "@snowplow/tracker-core";
import { HTTP } from "cloudevents";
import { PostHog } from "posthog-node";
import { attributeObject } from "../../../tag/src/formats/attributesOf.ts";
import type { Format } from "../../../tag/src/formats/format.ts";
import { formats } from "../../../tag/src/formats/formats.ts";
import { resolveOptions } from "../../../tag/src/resolveOptions.ts";
import { sealed, startMs } from "../support/events.ts";

const event = sealed();
const time = new Date(startMs).toISOString();
const context = { app: "support-bot", sentAtMs: startMs + 5000 };

const made = (format: Format) => {
  const { body, headers } = format.bodyOf(
    [format.fragmentOf(event), format.fragmentOf(event)],
    [event, event],
    context,
  );
  return { body, headers: headers ?? {} };
};
const bodyOf = (format: Format): string => made(format).body;

/** The names in an object, at every depth. */
function namesIn(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return namesIn(value[0], `${path}[]`);
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([name, inner]) => namesIn(inner, `${path}.${name}`));
}

test("ndjson: a line is the event", () => {
  const lines = bodyOf(formats.ndjson({ url: "" })).split("\n");
  assert.equal(lines.pop(), "");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [event, event],
  );
});

test("cloudevents: the official SDK reads the batch", () => {
  const events = HTTP.toEvent(made(formats.cloudevents({ url: "" })));
  assert.ok(Array.isArray(events) && events.length === 2);
  for (const read of events) {
    assert.ok((read as unknown as { validate(): boolean }).validate());
    assert.equal(read.id, event.event_id);
    assert.equal(read.type, "chat.user_message");
    assert.equal(read.source, "/undertone/support-bot");
    assert.equal(read.subject, event.conversation_id);
    assert.equal(read.time, time);
    assert.deepEqual(read.data, { ...event });
  }
});

test("snowplow: the payload is what the official tracker core builds", () => {
  const { data, schema } = JSON.parse(bodyOf(formats.snowplow({ url: "" })));
  assert.equal(schema, "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4");
  const { kind: _, ...fields } = event;
  const core = trackerCore({ base64: false });
  core.setTrackerVersion("undertone-0.1.0");
  core.setPlatform("web");
  core.setAppId("support-bot");
  const payload = core.track(
    buildSelfDescribingEvent({
      event: { schema: "iglu:dev.undertone/user_message/jsonschema/1-0-0", data: fields },
    }),
  );
  for (const name of ["e", "tv", "p", "aid"]) assert.equal(data[0][name], payload?.[name]);
  assert.deepEqual(JSON.parse(data[0].ue_pr), JSON.parse(String(payload?.ue_pr)));
  assert.ok(Object.values(data[0]).every((value) => typeof value === "string"));
  assert.equal(data[0].stm, String(context.sentAtMs));
  assert.equal(data[1].eid, event.event_id);
});

test("snowplow: event and session have the UUIDs that enrichment asks for", () => {
  const { data } = JSON.parse(bodyOf(formats.snowplow({ url: "" })));
  for (const id of [data[0].eid, data[0].sid]) {
    assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
  assert.equal(data[0].sid.replaceAll("-", ""), event.session_id);
});

test("cloudevents: an app whose name is cut within an emoji has a source all the same", () => {
  const { labels } = resolveOptions({
    app: `${"a".repeat(127)}\u{1f600}`,
    collector: { url: "/" },
  });
  const cut = formats.cloudevents({ url: "" }).fragmentOf(sealed(undefined, { app: labels.app }));
  assert.match(JSON.parse(cut).source, /a%EF%BF%BD$/);
});

test("segment: the batch is what the official client sends", async () => {
  let theirs = "";
  const analytics = new Analytics({
    writeKey: "key",
    httpClient: (async (_: string, init: { body?: string }) => {
      theirs = String(init.body);
      return new Response("{}");
    }) as never,
  });
  analytics.track({
    event: "chat.user_message",
    anonymousId: event.session_id,
    messageId: event.event_id,
    timestamp: new Date(startMs),
    properties: attributeObject(event),
  });
  await analytics.closeAndFlush();
  const their = JSON.parse(theirs);
  const format = formats.segment({ url: "", key: "key" });
  const our = JSON.parse(bodyOf(format));
  const [record] = their.batch;
  for (const name of ["type", "event", "anonymousId", "messageId", "timestamp", "properties"]) {
    assert.deepEqual(our.batch[0][name], record[name], name);
  }
  assert.deepEqual(Object.keys(our).sort(), ["batch", "sentAt"]);
  assert.ok("sentAt" in their);
  assert.equal(made(format).headers.authorization, `Basic ${btoa("key:")}`);
});

test("posthog: the batch is what the official client sends", async () => {
  let theirs = "";
  const client = new PostHog("key", {
    host: "http://collector.example",
    disableCompression: true,
    fetch: (async (_: string, init: { body: string }) => {
      theirs = init.body;
      return {
        status: 200,
        text: async () => "{}",
        json: async () => ({}),
        headers: new Headers(),
      };
    }) as never,
  });
  client.capture({
    event: "chat.user_message",
    distinctId: event.session_id,
    uuid: event.event_id,
    timestamp: new Date(startMs),
    properties: { ...attributeObject(event), $process_person_profile: false },
  });
  await client.shutdown();
  const their = JSON.parse(theirs);
  const our = JSON.parse(bodyOf(formats.posthog({ url: "", key: "key" })));
  assert.equal(our.api_key, their.api_key);
  assert.ok("sent_at" in their && "sent_at" in our);
  for (const name of ["event", "distinct_id", "uuid"]) {
    assert.deepEqual(our.batch[0][name], their.batch[0][name], name);
  }
  assert.equal(
    new Date(our.batch[0].timestamp).getTime(),
    new Date(their.batch[0].timestamp).getTime(),
  );
  for (const [name, value] of Object.entries(our.batch[0].properties)) {
    assert.deepEqual(value, their.batch[0].properties[name], name);
  }
});

test("faro: the body is what the official core builds", () => {
  const items: TransportItem[] = [];
  class Recorder extends BaseTransport {
    readonly name = "recorder";
    readonly version = "1";
    send(given: TransportItem | TransportItem[]): void {
      items.push(...[given].flat());
    }
  }
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributeObject(event))) {
    if (!/^(service\.name|session\.id|http\.route|chat\.tag\.version)$/.test(name)) {
      attributes[name] = `${value}`;
    }
  }
  const faro = initializeFaro({
    app: { name: "support-bot" },
    transports: [new Recorder()],
    instrumentations: [],
    metas: [{ session: { id: event.session_id }, page: { id: "/orders/:id" } }],
    isolate: true,
    batching: { enabled: false },
    dedupe: false,
  } as never);
  faro.api.pushEvent("chat.user_message", attributes, "undertone", {
    timestampOverwriteMs: startMs,
    spanContext: { traceId: event.trace_id ?? "", spanId: event.span_id ?? "" },
  });
  const their = JSON.parse(JSON.stringify(getTransportBody(items)));
  const our = JSON.parse(bodyOf(formats.faro({ url: "", key: "key" })));
  assert.deepEqual(our.events[0], their.events[0]);
  assert.equal(our.meta.app.name, their.meta.app.name);
  assert.equal(our.meta.session.id, their.meta.session.id);
  assert.equal(our.meta.page.id, their.meta.page.id);
  for (const name of namesIn(our.meta)) {
    assert.ok(/^\.(sdk\.(name|version)|app\.name|session\.id|page\.id)$/.test(name), name);
  }
  assert.deepEqual(made(formats.faro({ url: "", key: "key" })).headers, {
    "content-type": "application/json",
    "x-api-key": "key",
    "x-faro-session-id": event.session_id,
  });
});
