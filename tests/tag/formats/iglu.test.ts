// What Snowplow's pipeline would check: each event against its generated Iglu schema.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { formats } from "../../../tag/src/formats/formats.ts";
import { assistantMessage, conversation, moment, sealed, userMessage } from "../support/events.ts";

interface Iglu {
  $schema: string;
  self: { vendor: string; name: string; format: string; version: string };
}

const path = new URL("../../../core/event/iglu.gen.json", import.meta.url);
const { schemas } = JSON.parse(readFileSync(path, "utf8")) as { schemas: Iglu[] };

/** Keywords that draft 4 does not have. */
const newer = /"(const|\$defs|propertyNames|\$ref|if|contains)":/;

function dataOf(event: ReturnType<typeof sealed>): { schema: string; data: object } {
  const format = formats.snowplow({ url: "" });
  const { body } = format.bodyOf([format.fragmentOf(event)], [event], { app: "a", sentAtMs: 1 });
  return JSON.parse(JSON.parse(body).data[0].ue_pr).data;
}

test("a schema is self-describing and of draft 4", () => {
  assert.equal(schemas.length, 5);
  for (const { $schema, self, ...rest } of schemas) {
    assert.match($schema, /com\.snowplowanalytics\.self-desc\/schema\/jsonschema\/1-0-0/);
    assert.deepEqual(Object.keys(self), ["vendor", "name", "format", "version"]);
    assert.doesNotMatch(JSON.stringify(rest), newer);
  }
});

const tag = { kind: "tag", dropped: { hook: 2 }, internal_errors: 0, retries: 1 };
for (const core of [userMessage, assistantMessage, conversation, moment, tag]) {
  test(`${core.kind}: the event matches the schema it names`, () => {
    const { schema, data } = dataOf(sealed(core as never));
    const found = schemas.find(({ self: { vendor, name, format, version } }) => {
      return schema === `iglu:${vendor}/${name}/${format}/${version}`;
    });
    assert.ok(found, schema);
    const { $schema: _, self: __, ...rules } = found;
    const validate = new Ajv({ strict: false }).compile(rules);
    assert.ok(validate(data), JSON.stringify(validate.errors));
    assert.ok(!validate({ ...data, text: "hello" }), "a field more must not pass");
  });
}

test("the command of the recipe lays out a static registry", () => {
  const folder = mkdtempSync(join(tmpdir(), "undertone-iglu-"));
  try {
    execFileSync(process.execPath, [fileURLToPath(new URL("iglu.mjs", path)), folder]);
    for (const schema of schemas) {
      const { vendor, name, format, version } = schema.self;
      const file = join(folder, "schemas", vendor, name, format, version);
      assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), schema);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
