// What a stream told takes away what stands around an answer, and nothing of the answer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withoutUntold } from "../../../tag/src/capture/generic/told.ts";

const told =
  "Your order left on **Tuesday**, see [the page](https://shop.example/o/4711).\n\n- it is blue";

describe("an answer beside what its stream told", () => {
  const shown = "Your order left on Tuesday, see the page.\nit is blue";
  const cases: Record<string, [string, string]> = {
    "alone is as it is": [shown, shown],
    "loses the name above it": [`Robin of Acme\n${shown}`, shown],
    "loses the offers below it": [`${shown}\nTrack my parcel\nTalk to a person`, shown],
    "keeps a long line, whoever says it": [
      `${shown}\n${"x ".repeat(60)}`,
      `${shown}\n${"x ".repeat(60)}`,
    ],
    "that is something else entirely stays": [
      "Something went wrong.\nTry again",
      "Something went wrong.\nTry again",
    ],
  };
  for (const [name, [given, expected]] of Object.entries(cases)) {
    it(name, () => assert.equal(withoutUntold(given, [told]), expected));
  }

  it("stays whole where not all that was told is kept", () => {
    assert.equal(withoutUntold(`Robin\n${shown}`, [told.repeat(300)]), `Robin\n${shown}`);
  });
});

describe("an answer that was told word for word", () => {
  const plain = "It left on Tuesday, \u201cas you like\u201d.";
  const json = ["", "x7", plain];
  for (const [name, shown, told, expected] of [
    ["loses a mark behind its last word", `${plain} (edited)`, [plain], plain],
    ["loses a step before and a count behind it", `Looked up a.csv\n${plain}\n2s`, json, plain],
    ["loses both in one line", `Robin ${plain} 1`, [plain], plain],
    ["keeps a short piece that was told", `Yes,\n${plain}`, [plain, "Yes,"], `Yes,\n${plain}`],
    ["keeps pieces that came apart", `${plain}\nAnything else?`, [plain, "Anything else?"], ""],
    ["keeps signs that stand for two letters", `\ufb01ne: ${plain} 1`, [plain], ""],
  ] as const) {
    it(name, () => assert.equal(withoutUntold(shown, told), expected || shown));
  }
});
