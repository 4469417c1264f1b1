// Frames of a channel that carry pieces of the page: the answer is found in them, and the question
// that a service sends back is not taken for it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keyOf } from "../../../tag/src/capture/generic/normal.ts";
import { Exchange } from "../../../tag/src/capture/network/exchange.ts";

describe("frames of HTML", () => {
  let now = 0;
  const row = (who: string, text: string): string =>
    JSON.stringify(["4", "diff", { html: `<div><b>${who}</b><p>${text}</p></div>` }]);
  const socket = (asked: string): Exchange => {
    const made = new Exchange(
      () => now,
      () => {},
      false,
      keyOf(asked),
    );
    now = 100;
    made.frame(row("You", asked));
    return made;
  };

  it("tell when the answer began and ended", () => {
    const exchange = socket("Thanks!");
    now = 300;
    exchange.frame(row("Shop", "You are"));
    now = 500;
    exchange.frame(row("Shop", "You are welcome."));
    const times = { firstTokenMs: 300, latencyMs: 500 };
    assert.deepEqual(exchange.times("You are welcome.", 0), times);
  });

  it("may be nothing else: what is shown counts, not the marks around it", () => {
    const exchange = new Exchange(
      () => now,
      () => {},
      false,
    );
    const draw = (atMs: number, text: string): void => {
      now = atMs;
      exchange.frame(`<turbo-stream><template><b>Shop</b><p>${text}</p></template></turbo-stream>`);
    };
    draw(100, "");
    draw(300, "You are");
    draw(500, "You are welcome.");
    const times = { firstTokenMs: 300, latencyMs: 500 };
    assert.deepEqual(exchange.times("You are welcome.", 0), times);
  });

  it("may have question and answer in one", () => {
    const exchange = socket("Thanks!");
    now = 400;
    exchange.frame(`{"html":"<p>Thanks!</p><p>It was a pleasure.</p>"}`);
    const times = { firstTokenMs: 400, latencyMs: 400 };
    assert.deepEqual(exchange.times("It was a pleasure.", 0), times);
  });
});

describe("a stream that may be of something else", () => {
  it("holds an answer open while it speaks, and for a while after", () => {
    let now = 0;
    const exchange = new Exchange(
      () => now,
      () => {},
      true,
      "",
      4000,
    );
    exchange.head(200, "text/event-stream");
    exchange.reading();
    now = 2500;
    assert.ok(exchange.isOpen);
    exchange.chunk(`data: {"v":"It is"}\n\n`);
    now = 6000;
    assert.ok(exchange.isOpen);
    now = 7000;
    assert.ok(!exchange.isOpen);
  });

  it("is told piece by piece, whatever the names of its fields", () => {
    const exchange = new Exchange(
      () => 0,
      () => {},
    );
    exchange.head(200, "application/x-ndjson");
    for (const v of ["It", " is", " a", " tent."]) {
      exchange.chunk(`${JSON.stringify({ k: "t", v })}\n`);
    }
    assert.ok(exchange.told.includes("It is a tent."));
  });
});
