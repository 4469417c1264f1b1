// The golden conversations, in every build of the module as natively.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../wasm/index.ts";
import { casesOf, corpora } from "../support/corpus.ts";
import { loadModels } from "../support/models.ts";
import { expectedOf, play } from "../support/play.ts";
import { kinds, sources } from "./modules.ts";

const dialogues = corpora.filter((name) => name.startsWith("conversation/")).flatMap(casesOf);

for (const kind of kinds) {
  test(`${kind}: golden conversations are read as a person reads them`, async (context) => {
    const engine = await Engine.load(sources[kind]);
    loadModels(engine);
    let [outcomes, found, expected, right] = [0, 0, 0, 0];
    for (const dialogue of dialogues) {
      const reading = play(engine, dialogue);
      const wanted = expectedOf(dialogue);
      outcomes += reading.outcome === wanted.outcome ? 1 : 0;
      found += reading.moments.length;
      expected += wanted.moments.length;
      right += reading.moments.filter((moment) => wanted.moments.includes(moment)).length;
    }
    engine.dispose();
    const share = { outcome: outcomes / dialogues.length, precision: right / found };
    const recall = right / expected;
    context.diagnostic(`${dialogues.length} dialogues: ${JSON.stringify({ ...share, recall })}`);
    assert.ok(dialogues.length >= 100);
    assert.ok(share.outcome >= 0.85);
    assert.ok(share.precision >= 0.9);
    assert.ok(recall >= 0.75);
  });
}
