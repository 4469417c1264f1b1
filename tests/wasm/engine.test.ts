import assert from "node:assert/strict";
import { test } from "node:test";
import type { Input, UserMessageEvent } from "../../wasm/index.ts";
import { decodeEvents, Engine, EngineError, FormatError, supportedKind } from "../../wasm/index.ts";
import { instantiate } from "../../wasm/module.ts";
import { english, languages } from "../support/models.ts";
import { kinds, sources, wasmFile } from "./modules.ts";

const user: Input = { kind: "message", role: "user" };

function userMessage(output: { events: readonly { kind: string }[] }): UserMessageEvent {
  const event = output.events.find(({ kind }) => kind === "user_message");
  assert.ok(event);
  return event as UserMessageEvent;
}

for (const kind of kinds) {
  test(`${kind}: a message causes its event and the summary`, async () => {
    const engine = await Engine.load(sources[kind]);
    const conversation = engine.newConversation();
    engine.push(conversation, user, "hello");
    const output = engine.push(conversation, { ...user, time_ms: 2000 }, "where is my parcel?");
    assert.deepEqual(decodeEvents(output.bytes), output.events);
    assert.equal(userMessage(output).turn_index, 1);
    assert.equal(userMessage(output).length_codepoints, 19);
    const summary = output.events.at(-1);
    assert.ok(summary?.kind === "conversation");
    assert.equal(summary.user_turns, 2);
    engine.dispose();
  });

  test(`${kind}: conversations do not know of each other`, async () => {
    const engine = await Engine.load(sources[kind]);
    const [first, second] = [engine.newConversation(), engine.newConversation()];
    engine.push(first, user, "one");
    engine.push(first, user, "two");
    assert.equal(userMessage(engine.push(second, user, "one")).turn_index, 0);
    engine.deleteConversation(first);
    assert.throws(() => engine.push(first, user, "three"), EngineError);
    assert.equal(userMessage(engine.push(second, user, "two")).turn_index, 1);
    engine.dispose();
  });

  test(`${kind}: any string is counted as JavaScript would count its code points`, async () => {
    const engine = await Engine.load(sources[kind]);
    const conversation = engine.newConversation();
    const texts = [
      "",
      "\ud83d\ude00\u00e9a",
      "lone \ud83d and \ude00 halves",
      "\0",
      "a".repeat(32 * 1024),
      `${"a".repeat(32 * 1024 - 1)}\u00e9`,
      `${"\ud83d\ude00".repeat(100_000)}\ud83d`,
      "\u4f60".repeat(1_000_000),
    ];
    for (const text of texts) {
      const { length_codepoints } = userMessage(engine.push(conversation, user, text));
      assert.equal(length_codepoints, [...text].length);
    }
  });

  test(`${kind}: what is wrong is an error and the engine goes on`, async () => {
    const engine = await Engine.load(sources[kind]);
    const conversation = engine.newConversation();
    const hostile = { kind: "message", role: "nobody" } as unknown as Input;
    assert.throws(() => engine.push(conversation, hostile, "text"), FormatError);
    assert.throws(() => engine.loadModel(new Uint8Array(3)), EngineError);
    assert.throws(() => engine.loadModel(new Uint8Array(1000)), EngineError);
    assert.throws(() => engine.loadModel(languages.subarray(0, 50_000)), EngineError);
    assert.throws(() => engine.push({ address: 12345 }, user, "text"), EngineError);
    assert.equal(userMessage(engine.push(conversation, user, "text")).turn_index, 0);
    engine.dispose();
    assert.throws(() => engine.push(conversation, user, "text"), EngineError);
    engine.dispose();
  });

  test(`${kind}: after a trap the engine stays stopped and says nothing of the text`, async () => {
    const exports = await instantiate(sources[kind]);
    let calls = 0;
    const trapping = {
      ...exports,
      undertone_push: () => {
        calls += 1;
        throw new Error("unreachable: secret");
      },
    };
    const engine = await Engine.load(() => trapping);
    const conversation = engine.newConversation();
    for (let round = 0; round < 2; ++round) {
      assert.throws(
        () => engine.push(conversation, user, "secret"),
        (error) => error instanceof EngineError && !error.message.includes("secret"),
      );
    }
    assert.equal(calls, 1);
    assert.throws(() => engine.newConversation(), EngineError);
  });

  test(`${kind}: personal data is found at its UTF-16 offsets`, async () => {
    const engine = await Engine.load(sources[kind]);
    const text = "\ud83d\ude00 mail me at zoe@example.org please";
    const [entity, ...rest] = engine.inspect(text);
    assert.deepEqual(rest, []);
    assert.ok(entity);
    assert.equal(entity.type, "EMAIL_ADDRESS");
    assert.equal(text.slice(entity.begin, entity.end), "zoe@example.org");
    assert.deepEqual(engine.inspect("nothing here"), []);
  });
}

test("a module of another version is refused", async () => {
  const exports = await instantiate(wasmFile("scalar"));
  const other = { ...exports, undertone_abi_version: () => 999 };
  await assert.rejects(
    Engine.load(() => other),
    EngineError,
  );
});

test("what is no module is refused", async () => {
  await assert.rejects(Engine.load(new Uint8Array([0, 97, 115, 109, 9, 9])));
});

test("Node may run the fastest build", () => {
  assert.equal(supportedKind(), "wasm_simd");
});

for (const kind of kinds) {
  test(`${kind}: a message gets the number of the label it is like`, async () => {
    const engine = await Engine.load(sources[kind]);
    engine.loadModel(languages);
    engine.loadModel(english);
    engine.addTopics({
      refund: ["i want my money back", "can i get a refund", "\u4f60\u597d"],
      password: { examples: ["i forgot my password", "how do i reset my password"] },
    });
    const conversation = engine.newConversation();
    const topicOf = (text: string) => userMessage(engine.push(conversation, user, text)).topic;
    assert.equal(topicOf("could i have a refund?"), 1);
    assert.equal(topicOf("i need to reset the password"), 2);
    assert.equal(topicOf("what is the weather like?"), 0);
    assert.throws(() => engine.addTopics({ one: Array(5000).fill("a refund") }), EngineError);
    engine.dispose();
  });
}
