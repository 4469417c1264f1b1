// What stood in the place of an answer before it: since when its own words did.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Beginnings } from "../../../tag/src/capture/generic/beginnings.ts";

describe("an answer began", () => {
  function seen(...texts: string[]): Beginnings {
    const beginnings = new Beginnings(0);
    for (const [at, text] of texts.entries()) beginnings.note(text, at * 100);
    return beginnings;
  }

  it("with its first words, not with what stood there for them", () => {
    const all = seen("Shop", "One moment\u2026", "You", "You are", "You are welcome.");
    assert.equal(all.of("You are welcome."), 200);
  });
  it("when it was first seen, whatever came between", () => {
    assert.equal(seen("You", "Loading", "You").of("You are welcome."), 0);
  });
  it("at no time that is known if nothing of it was seen", () => {
    assert.equal(seen("Shop", "\u2026", " ").of("You are welcome."), undefined);
  });
  it("early, however much was seen later", () => {
    const words = Array.from({ length: 50 }, (_, at) => `${at} and more`);
    assert.equal(seen("Yes", ...words).of("Yes, it is."), 0);
    assert.equal(seen(...words, "Yes").of("Yes, it is."), undefined);
  });
});
