import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Envelope, SignalEvent } from "../../wasm/index.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../core/event/event.schema.gen.json", import.meta.url), "utf8"),
);
const valid = new Ajv2020({ allErrors: true }).compile(schema);

const envelope: Envelope = {
  event_id: "0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee",
  time_ms: 1_763_711_111_000,
  observed_time_ms: 1_763_711_111_000,
  sequence: 4,
  session_id: "a1b2",
  app: "support-bot",
  tag_version: "0.1.0",
  engine: "wasm_simd",
  sample_rate: 100,
};
const moment: SignalEvent = {
  ...envelope,
  kind: "moment",
  moment: "risk",
  turn_index: 2,
  lang: "en",
  model_version: 1,
  risk: ["churn", "legal"],
};

test("an event as typed is valid for a collector", () => {
  assert.equal(valid(moment), true);
  const health: SignalEvent = {
    ...envelope,
    kind: "tag",
    dropped: { queue_overflow: 3 },
    internal_errors: 0,
    retries: 1,
  };
  assert.equal(valid(health), true);
});

test("what could carry text is not valid", () => {
  const refused: Record<string, unknown>[] = [
    { ...moment, text: "my card is" },
    { ...moment, moment: "my card is" },
    { ...moment, risk: ["my card is"] },
    { ...moment, event_id: "my card is" },
    { ...moment, turn_index: "my card is" },
    { ...moment, app: "a".repeat(257) },
    { ...envelope, kind: "tag", dropped: { "my card is": 1 }, internal_errors: 0, retries: 0 },
  ];
  for (const event of refused) assert.equal(valid(event), false, JSON.stringify(event));
});

test("no field of any event is a free text", () => {
  const closed = (property: Record<string, unknown>) =>
    "const" in property ||
    "$ref" in property ||
    property.type !== "string" ||
    "pattern" in property ||
    "maxLength" in property;
  for (const { $ref } of schema.oneOf as { $ref: string }[]) {
    const event = schema.$defs[$ref.split("/").at(-1) ?? ""];
    assert.equal(event.additionalProperties, false);
    for (const [name, property] of Object.entries<Record<string, unknown>>(event.properties)) {
      assert.ok(closed(property), `${$ref} ${name}`);
    }
  }
});
