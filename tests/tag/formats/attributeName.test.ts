// The tag's rules beside the names that the schema generates.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { attributeName, isScore } from "../../../tag/src/formats/attributeName.ts";
import { attributes, scores } from "../../../wasm/attributes.gen.ts";

interface Schema {
  envelope: { fields: { name: string }[] };
  events: { fields: { name: string }[] }[];
}

const schema: Schema = JSON.parse(
  readFileSync(new URL("../../../core/event/schema.json", import.meta.url), "utf8"),
);
const fields = [schema.envelope, ...schema.events].flatMap((record) => record.fields);

test("every field of the schema has the attribute that the schema gives it", () => {
  for (const { name } of fields) {
    const generated = attributes[name] ?? `chat.${name}`;
    assert.equal(attributeName(name) ?? "", generated, name);
  }
});

test("scores are the fields in hundredths", () => {
  for (const { name } of fields) assert.equal(isScore(name), scores.has(name), name);
});
