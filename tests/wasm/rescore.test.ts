// A turn that a deep model scored anew: the conversation is as if both had been heard at once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Engine, type Input } from "../../wasm/index.ts";
import { loadModels } from "../support/models.ts";
import { kinds, sources } from "./modules.ts";

const user: Input = { kind: "message", role: "user", time_ms: 0 };
const answer: Input = { kind: "message", role: "assistant", time_ms: 1 };
const text = "so it was changed again";

const command = fileURLToPath(new URL("../../build/release/undertone", import.meta.url));
const english = fileURLToPath(new URL("../../models/en/model.bin", import.meta.url));

/** Probabilities of the three sentiments in the word of the model file, the likeliest first. */
function sentimentsOf(message: string): number[] {
  const line = `${JSON.stringify({ role: "user", text: message })}\n`;
  const told = execFileSync(command, ["model", english], { input: line, encoding: "utf8" });
  const { sentiment } = JSON.parse(told) as { sentiment: number[] };
  return sentiment.sort((a, b) => b - a);
}

/** Negative and frustrated, nothing else. */
const scores = new Array<number>(35).fill(0);
for (const [at, score] of [
  [0, 1],
  [6, 1],
  [11, 0.9],
  [13, 1],
  [22, 1],
] as const)
  scores[at] = score;

for (const kind of kinds) {
  test(`${kind}: a rescored turn takes the place of the first reading, state and all`, async () => {
    const engine = await Engine.load(sources[kind]);
    loadModels(engine);
    const once = engine.newConversation();
    engine.push(once, user, "hello");
    const core = engine.push(once, user, text);
    const deep = engine.rescore(once, user, text, scores);
    const again = engine.rescore(once, user, text, scores);
    const after = engine.push(once, answer, "I see.");
    assert.deepEqual(again.bytes, deep.bytes);
    const [told, first] = [deep.events[0], core.events[0]];
    assert.ok(told?.kind === "user_message" && first?.kind === "user_message");
    assert.equal(first.tier, "core");
    assert.equal(told.tier, "deep");
    assert.equal(told.turn_index, first.turn_index);
    assert.equal(told.sentiment_label, "negative");
    const summary = after.events.at(-1);
    assert.ok(summary?.kind === "conversation");
    assert.equal(summary.user_turns, 2);
    assert.equal(summary.frustration_peak, told.frustration_score);
    engine.dispose();
  });

  test(`${kind}: the margin is what lies between the two likeliest sentiments`, async () => {
    const engine = await Engine.load(sources[kind]);
    loadModels(engine);
    for (const message of ["it is ok I guess", "wonderful, it works again", text]) {
      const conversation = engine.newConversation();
      const { margin } = engine.push(conversation, user, message);
      const [most = 0, next = 0] = sentimentsOf(message);
      assert.ok(Math.abs(margin - 100 * (most - next)) < 1.001, `${message}: ${margin}`);
      assert.equal(engine.push(conversation, answer, message).margin, 0);
      assert.ok(engine.push(conversation, user, "wo bleibt denn meine Bestellung").margin < 0);
    }
    engine.dispose();
  });

  test(`${kind}: what are no probabilities is refused`, async () => {
    const engine = await Engine.load(sources[kind]);
    const conversation = engine.newConversation();
    engine.push(conversation, user, text);
    for (const wrong of [
      [],
      scores.slice(1),
      [...scores.slice(1), Number.NaN],
      [2, ...scores.slice(1)],
    ]) {
      assert.throws(() => engine.rescore(conversation, user, text, wrong), /value out of range/);
    }
    engine.dispose();
  });
}
