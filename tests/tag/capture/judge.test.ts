// What a stream told takes away what stands around an answer, and nothing of the answer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withoutUntold } from "../../../tag/src/capture/generic/judge.ts";

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
    it(name, () => assert.equal(withoutUntold(given, told), expected));
  }

  it("stays whole where not all that was told is kept", () => {
    assert.equal(withoutUntold(`Robin\n${shown}`, told.repeat(300)), `Robin\n${shown}`);
  });
});
