// The cascade in front of a core and a deep model that are functions.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CoreEvent, Input } from "@undertone/wasm";
import { cascade, type DeepModel } from "../../../tag/src/deep/cascade.ts";
import type { Finding, Question } from "../../../tag/src/deep/protocol.ts";
import type { Link } from "../../../tag/src/worker/protocol.ts";

type Events = CoreEvent[] | undefined;

const user: Input = { kind: "message", role: "user", time_ms: 0 };
const answer: Input = { kind: "message", role: "assistant", time_ms: 0 };
const end: Input = { kind: "end", reason: "site", time_ms: 0 };
const finding: Finding = { scores: [1], topic: undefined };

/** Answers when told to; a text with "?" is doubtful. */
function setUp() {
  const calls: string[] = [];
  const core: (() => void)[] = [];
  const asked: { question: Question; settle: (finding: Finding | undefined) => void }[] = [];
  const event = (text: string, tier: string): Events =>
    [{ kind: "user_message", text, tier }] as unknown as Events;
  const link: Link = {
    engine: "wasm_simd",
    loadModel: () => {},
    addTopics: () => {},
    inspect: async () => [],
    forget: (conversation) => void calls.push(`forget ${conversation}`),
    stop: () => void calls.push("stop"),
    push(_, input, text, settle) {
      calls.push(`push ${text || input.kind}`);
      const isUser = input.kind === "message" && input.role === "user";
      core.push(() => settle(isUser ? event(text, "core") : []));
    },
    rescore(_, __, text, ___, settle) {
      calls.push(`rescore ${text}`);
      core.push(() => settle(event(text, "deep")));
    },
  };
  const deep: DeepModel = {
    ask: (question, settle) => void asked.push({ question, settle }),
    isWorthAsking: (told) => (told as unknown as { text: string }).text.includes("?"),
    stop: () => void calls.push("stop deep"),
  };
  const told: string[] = [];
  const both = cascade(link, deep);
  const push = (input: Input, text = "", conversation = "c") =>
    both.push(conversation, input, text, (events) => {
      const [first] = (events ?? []) as unknown as { text: string; tier: string }[];
      told.push(first ? `${first.text} ${first.tier}` : `${events ? "events" : "nothing"}`);
    });
  /** The core answers its oldest question. */
  const speak = () => core.shift()?.();
  return { both, push, speak, asked, calls, told };
}

describe("the cascade", () => {
  it("asks about doubtful turns only, and tells the second opinion in place of the first", () => {
    const { push, speak, asked, told, calls } = setUp();
    push(user, "plain");
    speak();
    push(user, "odd?");
    speak();
    assert.deepEqual(told, ["plain core"]);
    asked[0]?.settle(finding);
    speak();
    assert.deepEqual(told, ["plain core", "odd? deep"]);
    assert.deepEqual(calls, ["push plain", "push odd?", "rescore odd?"]);
  });

  it("says what came before: the answer, and the last turns newest first", () => {
    const { push, speak, asked } = setUp();
    for (const [input, text] of [
      [user, "one"],
      [answer, "yes"],
      [user, "two"],
      [answer, "no"],
      [user, "three?"],
    ] as const) {
      push(input, text);
      speak();
    }
    assert.deepEqual(asked[0]?.question, { text: "three?", answer: "no", earlier: ["two", "one"] });
  });

  it("lets the next input of a conversation wait, and no other conversation", () => {
    const { push, speak, asked, told, calls } = setUp();
    push(user, "odd?");
    push(answer, "hm");
    push(user, "elsewhere", "d");
    speak();
    speak();
    assert.deepEqual(calls, ["push odd?", "push elsewhere"]);
    asked[0]?.settle(undefined);
    speak();
    assert.deepEqual(told, ["elsewhere core", "odd? core", "events"]);
  });

  it("tells the core's word once when the page closes first", () => {
    const { both, push, speak, asked, told, calls } = setUp();
    push(user, "odd?");
    speak();
    both.tellHeld?.();
    assert.deepEqual(told, ["odd? core"]);
    asked[0]?.settle(finding);
    assert.deepEqual(told, ["odd? core"]);
    assert.ok(!calls.includes("rescore odd?"));
  });

  it("does not ask while many turns wait", () => {
    const { push, speak, asked } = setUp();
    for (let i = 0; i < 12; ++i) push(user, `odd? ${i}`);
    for (let i = 0; i < 12; ++i) {
      speak();
      asked.at(-1)?.settle(undefined);
    }
    assert.equal(asked.length, 9);
  });

  it("forgets a conversation after its last input", () => {
    const { both, push, speak, asked, calls } = setUp();
    push(user, "odd?");
    push(end);
    both.forget("c");
    speak();
    asked[0]?.settle(undefined);
    assert.ok(!calls.includes("forget c"));
    speak();
    assert.equal(calls.at(-1), "forget c");
  });

  it("sets the topic that the site's own classifier found", () => {
    const { both, speak, asked } = setUp();
    let topic: unknown;
    both.push("c", user, "odd?", (events) => {
      topic = (events?.[0] as { topic?: number }).topic;
    });
    speak();
    asked[0]?.settle({ scores: [1], topic: 3 });
    speak();
    assert.equal(topic, 3);
  });
});
