// The same answer everywhere: the native command and the three builds of the module give the same
// event bytes for every text of the corpora, as a user's message and as an answer.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Engine, type Input } from "../../wasm/index.ts";
import { casesOf, corpora } from "../support/corpus.ts";
import { hexOf } from "../support/golden.ts";
import { loadModels } from "../support/models.ts";
import { randomTexts } from "../support/random_texts.ts";
import { kinds, sources } from "./modules.ts";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const command = path("build/release/undertone");

interface Conversation {
  readonly id: string;
  readonly messages: readonly { role: "user" | "assistant"; text: string; time_ms?: number }[];
}

/** Every text from both sides; times on every other conversation. */
function conversationOf(id: string, texts: readonly string[], timed: boolean): Conversation {
  const messages = texts.flatMap((text) => [
    { role: "user" as const, text },
    { role: "assistant" as const, text },
    { role: "user" as const, text },
  ]);
  if (!timed) return { id, messages };
  return { id, messages: messages.map((message, i) => ({ ...message, time_ms: i * 1700 })) };
}

const conversations = [
  ...corpora.map((name, i) =>
    conversationOf(
      name,
      casesOf(name).map(({ input }) => input),
      i % 2 === 0,
    ),
  ),
  conversationOf("random", randomTexts(300), true),
];

/** Updates of the native command, by conversation. */
function native(...options: string[]): string[][] {
  const lines = conversations.map((conversation) => `${JSON.stringify(conversation)}\n`).join("");
  const output = execFileSync(command, ["events", ...options], {
    input: lines,
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).updates);
}

function inModule(engine: Engine, { messages }: Conversation): string[] {
  const conversation = engine.newConversation();
  const push = (input: Input, text?: string) => hexOf(engine.push(conversation, input, text).bytes);
  const updates = messages.map(({ text, ...message }) =>
    push({ kind: "message", ...message }, text),
  );
  updates.push(push({ kind: "end", reason: "idle" }));
  engine.deleteConversation(conversation);
  return updates;
}

const expected = { "without a model": native("--no-model"), "with the shipped models": native() };

for (const kind of kinds) {
  for (const [how, updates] of Object.entries(expected)) {
    test(`${kind}, ${how}: the bytes of the native command`, async () => {
      const engine = await Engine.load(sources[kind]);
      if (how !== "without a model") loadModels(engine);
      assert.equal(updates.length, conversations.length);
      for (const [i, conversation] of conversations.entries()) {
        assert.deepEqual(inModule(engine, conversation), updates[i], conversation.id);
      }
      engine.dispose();
    });
  }
}
