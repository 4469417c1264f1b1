// Texts as capture compares them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { carries, isLabelled, keyOf } from "../../../tag/src/capture/generic/normal.ts";
import { isNoise, withoutCursor } from "../../../tag/src/capture/generic/words.ts";
import { surest } from "../../../tag/src/capture/surest.ts";
import type { MessageTurn } from "../../../tag/src/capture/turn.ts";

describe("the key of a text", () => {
  for (const [one, other] of [
    ["Where is **my** order?", "Where is my order?"],
    ["first\nsecond  third", "first second\u00a0third"],
    ["\uff21\uff22\uff23", "ABC"],
    ["Gr\u00fc\u00dfe", "Gru\u0308\u00dfe"],
    [
      "\u6ce8\u6587\u306f\u3069\u3053\u3067\u3059\u304b\uff1f",
      "\u6ce8\u6587\u306f\u3069\u3053\u3067\u3059\u304b",
    ],
    [
      "\u0623\u064a\u0646 \u0637\u0644\u0628\u064a\u061f",
      "\u0623\u064a\u0646 \u0637\u0644\u0628\u064a",
    ],
  ] as const) {
    it(`of ${JSON.stringify(one)} is that of ${JSON.stringify(other)}`, () => {
      assert.equal(keyOf(one), keyOf(other));
    });
  }
  it("of emoji alone is the emoji", () => assert.equal(keyOf(" \u{1f44d} "), "\u{1f44d}"));
  it("tells different texts apart", () => assert.notEqual(keyOf("order 1"), keyOf("order 2")));
});

describe("a text with a label", () => {
  for (const text of ["You: ok", "ok 12:03", "Me\nok", "ok \u2713"]) {
    it(JSON.stringify(text), () => assert.ok(isLabelled(text, "ok", 24)));
  }
  for (const text of ["Look", "Book", "okay", "ok, I will do that for you tomorrow then"]) {
    it(`not ${JSON.stringify(text)}`, () => assert.ok(!isLabelled(text, "ok", 24)));
  }
});

describe("a request carries a text", () => {
  const said = 'say "hi"\nthere & now (it\'s fine)!';
  for (const [name, request] of Object.entries({
    JSON: JSON.stringify({ messages: [{ role: "user", content: said }] }),
    "JSON in JSON": JSON.stringify({ body: JSON.stringify({ text: said }) }),
    form: new URLSearchParams({ q: said }).toString(),
    address: `/chat?q=${encodeURIComponent(said)}`,
  })) {
    it(`as ${name}`, () => assert.ok(carries(request, said)));
  }
  it("if it is short, only by itself", () => {
    assert.ok(carries('{"text":"hi"}', "hi"));
    assert.ok(carries("/chat?q=hi&x=1", "hi"));
    assert.ok(!carries('{"text":"this"}', "hi"));
  });
});

describe("noise around an answer", () => {
  for (const line of [
    "12:03",
    "9:41 PM",
    "just now",
    "2 min ago",
    "Bot is typing...",
    "Tim O'Hara-Smith is typing\u2026",
    "9:41 \u2713\u2713",
    "\u2026",
    "Thinking",
    "Delivered",
    "Bot",
    "You said:",
    "4:30 AM \u00b7 Read",
  ]) {
    it(line, () => assert.ok(isNoise(line)));
  }
  for (const line of [
    "42",
    "Yes.",
    "\u{1f44d}",
    "Read the manual before you start with the assembly.",
    "It opens at 9:00",
    "today \u00b7 with sugar",
  ]) {
    it(`not ${line}`, () => assert.ok(!isNoise(line)));
  }
  it("a typing cursor is cut off", () => assert.equal(withoutCursor("Hello\u258d"), "Hello"));
});

describe("of several ways that catch one turn", () => {
  const turn = (
    caught: MessageTurn["caught"],
    atMs: number,
    role: MessageTurn["role"] = "user",
    text = `${caught} ${atMs}`,
  ) => ({
    type: "message" as const,
    role,
    atMs,
    caught,
    confidence: 1,
    text,
  });

  function through(...turns: MessageTurn[]): string[] {
    const told: string[] = [];
    const sink = surest((given) => told.push(given.type === "message" ? given.text : "") - 1);
    for (const one of turns) sink(one);
    return told;
  }

  it("the site's own calls silence what is guessed", () => {
    assert.deepEqual(through(turn("api", 0), turn("generic", 50), turn("generic", 9000)), [
      "api 0",
    ]);
  });
  it("a turn that was guessed first is not told again", () => {
    assert.deepEqual(through(turn("generic", 0), turn("api", 30), turn("api", 20_000)), [
      "generic 0",
      "api 20000",
    ]);
  });
  it("calls and attributes of one turn are one, whatever its markup", () => {
    const shown = turn("attribute", 0, "user", "is it here");
    assert.deepEqual(through(shown, turn("api", 5, "user", "**is** it here")), ["is it here"]);
  });
  it("a word that is said twice and caught twice is two turns", () => {
    const yes = (caught: MessageTurn["caught"], atMs: number) => turn(caught, atMs, "user", "yes");
    const ways = [yes("attribute", 0), yes("api", 5), yes("attribute", 900), yes("api", 905)];
    assert.deepEqual(through(...ways), ["yes", "yes"]);
  });
  it("a call for one turn does not silence the attributes of the next", () => {
    assert.deepEqual(through(turn("api", 0), turn("attribute", 700), turn("attribute", 1400)), [
      "api 0",
      "attribute 700",
      "attribute 1400",
    ]);
  });
  it("each side of the conversation is told by its own", () => {
    assert.deepEqual(through(turn("api", 0), turn("generic", 10, "assistant")), [
      "api 0",
      "generic 10",
    ]);
  });
});
