import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Engine } from "../../wasm/index.ts";
import { fileOf, hexOf, names, stepsOf } from "../support/golden.ts";
import { languages } from "../support/models.ts";
import { kinds, sources } from "./modules.ts";

for (const kind of kinds) {
  test(`${kind}: golden conversations give their bytes and events`, async () => {
    const engine = await Engine.load(sources[kind]);
    engine.loadModel(languages);
    assert.ok(names.length > 5);
    for (const name of names) {
      const conversation = engine.newConversation();
      const outputs = stepsOf(name).map(({ input, text }) =>
        engine.push(conversation, input, text),
      );
      const expected = readFileSync(fileOf(name, "hex"), "utf8").trimEnd().split("\n");
      assert.deepEqual(
        outputs.map(({ bytes }) => hexOf(bytes)),
        expected,
        name,
      );
      assert.deepEqual(
        outputs.map(({ events }) => events),
        JSON.parse(readFileSync(fileOf(name, "events.json"), "utf8")),
        name,
      );
    }
  });
}
