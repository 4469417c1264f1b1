import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../wasm/index.ts";
import { type Exports, instantiate } from "../../wasm/module.ts";
import { loadModels } from "../support/models.ts";
import { randomTexts } from "../support/random_texts.ts";
import { kinds, sources } from "./modules.ts";

const texts = randomTexts(200);

/** Budget of the worker's memory; the model is in it. */
const maxBytes = 16 * 2 ** 20;
/** -sTOTAL_STACK of wasm/CMakeLists.txt; the stack grows down from there. */
const stackBytes = 65536;

async function start(source: (typeof sources)[keyof typeof sources]) {
  const core: Exports = await instantiate(source);
  const engine = await Engine.load(() => core);
  loadModels(engine);
  return { core, engine, sizeBytes: () => core.memory.buffer.byteLength };
}

for (const kind of kinds) {
  test(`${kind}: memory stays as it is over 10,000 messages`, async () => {
    const { engine, sizeBytes } = await start(sources[kind]);
    const conversation = engine.newConversation();
    const push = (i: number) =>
      engine.push(
        conversation,
        { kind: "message", role: i % 2 === 0 ? "user" : "assistant", time_ms: i * 900 },
        texts[i % texts.length],
      );
    for (let i = 0; i < 1000; ++i) push(i);
    const warm = sizeBytes();
    for (let i = 1000; i < 10_000; ++i) push(i);
    assert.equal(sizeBytes(), warm);
    assert.ok(warm < maxBytes, `${warm} bytes`);
  });

  test(`${kind}: deleted conversations leave nothing`, async () => {
    const { engine, sizeBytes } = await start(sources[kind]);
    const live = engine.newConversation();
    engine.push(live, { kind: "message", role: "user" }, "hello");
    engine.deleteConversation(engine.newConversation());
    const before = sizeBytes();
    for (let i = 0; i < 5000; ++i) {
      const conversation = engine.newConversation();
      engine.push(conversation, { kind: "message", role: "user" }, "hello");
      engine.deleteConversation(conversation);
    }
    assert.equal(sizeBytes(), before);
  });

  test(`${kind}: a model that is loaded again takes the place of the first`, async () => {
    const { engine, sizeBytes } = await start(sources[kind]);
    // Until old and new lie side by side without gaps.
    for (let i = 0; i < 80; ++i) loadModels(engine);
    const before = sizeBytes();
    for (let i = 0; i < 40; ++i) loadModels(engine);
    assert.equal(sizeBytes(), before);
    assert.ok(before < maxBytes, `${before} bytes`);
  });

  test(`${kind}: the stack keeps room to spare`, async () => {
    const { core, engine } = await start(sources[kind]);
    const conversation = engine.newConversation();
    for (const text of [...texts, "why? ".repeat(9000), "\ud83d\ude21a1@-".repeat(9000)]) {
      engine.push(conversation, { kind: "message", role: "user" }, text);
      engine.push(conversation, { kind: "message", role: "assistant" }, text);
      engine.inspect(text);
    }
    // Memory begins zeroed, so the lowest byte that is not tells how deep the stack ever was.
    const deepest = new Uint8Array(core.memory.buffer, 0, stackBytes).findIndex(
      (byte) => byte !== 0,
    );
    assert.ok(deepest > 0, "nothing of the stack was used, or all of it");
    assert.ok(deepest > stackBytes / 4, `${stackBytes - deepest} of ${stackBytes} bytes used`);
  });
}
