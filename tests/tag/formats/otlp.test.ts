// Our OTLP body beside the one that OpenTelemetry's own serializer writes for the same record.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JsonLogsSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { type Attribute, attributesOf } from "../../../tag/src/formats/attributesOf.ts";
import { otlp } from "../../../tag/src/formats/otlp.ts";
import { assistantMessage, conversation, moment, sealed, startMs } from "../support/events.ts";

const context = { app: "support-bot", sentAtMs: startMs };

type Json = { [key: string]: Json } & Json[];

const sorted = (list: Json): unknown =>
  [...list].sort((a, b) => String(a.key).localeCompare(String(b.key)));

/** Fields that the official serializer writes though the specification lets them out. */
function withoutDefaults(body: Json): Json {
  return JSON.parse(
    JSON.stringify(body, (key, value) =>
      /^(droppedAttributesCount|flags|severityText|schemaUrl|attributes|body)$/.test(key) &&
      (value === 0 || value === "" || Object.keys(value).length === 0)
        ? undefined
        : value,
    ),
  );
}

for (const event of [
  sealed(),
  sealed(assistantMessage),
  sealed(conversation),
  sealed(moment),
  sealed({ kind: "tag", dropped: { rejected: 3 }, internal_errors: 0, retries: 2 }),
]) {
  test(`otlp: chat.${event.kind} is what the OpenTelemetry SDK would have sent`, () => {
    const attributes: Record<string, Attribute> = {};
    const reals = new Set<string>();
    attributesOf(event, (name, value, isReal) => {
      if (isReal) reals.add(name);
      if (!/^(service\.name|chat\.tag\.version)$/.test(name)) attributes[name] = value;
    });
    const seconds = Math.floor(startMs / 1000);
    const official = JsonLogsSerializer.serializeRequest([
      {
        hrTime: [seconds, (startMs % 1000) * 1e6],
        hrTimeObserved: [seconds, ((startMs + 7) % 1000) * 1e6],
        severityNumber: 9,
        eventName: `chat.${event.kind}`,
        attributes,
        droppedAttributesCount: 0,
        resource: resourceFromAttributes({ "service.name": "support-bot" }),
        instrumentationScope: { name: "undertone", version: "0.1.0" },
        spanContext: {
          traceId: "0af7651916cd43dd8448eb211c80319c",
          spanId: "b7ad6b7169203331",
          traceFlags: 0,
        },
      } as never,
    ]);
    const theirs = withoutDefaults(JSON.parse(new TextDecoder().decode(official)));
    const format = otlp({ url: "" });
    const ours = JSON.parse(format.bodyOf([format.fragmentOf(event)], [event], context).body);

    const record = (body: Json): Json =>
      body.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0] as Json;
    const [their, our] = [record(theirs), record(ours)];
    // The SDK cannot know which whole numbers are scores, and writes integers as numbers, which the
    // specification allows beside decimal strings.
    for (const { key, value } of their.attributes as Json) {
      const number = (value?.intValue ?? value?.doubleValue) as unknown;
      if (number === undefined) continue;
      for (const name of Object.keys(value as Json)) delete (value as Json)[name];
      const isReal = reals.has(String(key));
      Object.assign(value as Json, isReal ? { doubleValue: number } : { intValue: `${number}` });
    }
    assert.deepEqual(sorted(our.attributes as Json), sorted(their.attributes as Json));
    delete their.attributes;
    delete our.attributes;
    assert.deepEqual(ours, theirs);
  });
}

test("otlp: scores also as evaluations when asked for", () => {
  const event = sealed();
  const format = otlp({ url: "", evaluations: true });
  const body = JSON.parse(format.bodyOf([format.fragmentOf(event)], [event], context).body);
  const records = body.resourceLogs[0].scopeLogs[0].logRecords;
  const evaluations = records.slice(1).map((record: Json) => {
    assert.equal(record.eventName, "gen_ai.evaluation.result");
    const pairs = (record.attributes as Json).map(({ key, value }) => [
      key,
      Object.values(value as Json)[0],
    ]);
    return Object.fromEntries(pairs);
  });
  assert.deepEqual(
    evaluations.map((found: Json) => [
      found["gen_ai.evaluation.name"],
      found["gen_ai.evaluation.score.value"],
      found["gen_ai.evaluation.score.label"],
    ]),
    [
      ["chat.sentiment", -0.4, "negative"],
      ["chat.frustration", 0.82, "strong"],
    ],
  );
});
