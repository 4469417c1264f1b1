import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSchema } from "../../core/event/generate/check.mjs";
import { read } from "./tree.mjs";

const schema = () => JSON.parse(read("core/event/schema.json"));

test("schema.json is what its generators take for granted", () => {
  assert.doesNotThrow(() => checkSchema(schema()));
});

test("a schema that the codecs could not read is refused", () => {
  const changes = {
    "ids must ascend": ({ events }) => events[0].fields.reverse(),
    "the name twice": ({ events }) => events[0].fields.push({ ...events[0].fields[0], id: 99 }),
    "no enumeration": ({ inputs }) => {
      inputs[0].fields[0].of = "Nobody";
    },
    "over 32 values": ({ events }) => {
      events[0].fields[10].of = "Lang";
    },
    "one twice": ({ inputs }) => {
      inputs[1].code = inputs[0].code;
    },
    "not a snake_case name": ({ envelope }) => {
      envelope.fields[0].name = "eventId";
    },
    "a value twice": ({ enums }) => enums.Role.values.push("user"),
  };
  for (const [reason, change] of Object.entries(changes)) {
    const broken = schema();
    change(broken);
    assert.throws(() => checkSchema(broken), new RegExp(reason));
  }
});
