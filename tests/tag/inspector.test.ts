// Personal data told at once: what is read of a text, and what a failure does. That the scripts load,
// and which of them: tests/e2e/inspector.test.ts.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  inspectorOf,
  kInspectedCodeUnits,
  kInspectedDigits,
} from "../../tag/src/inspector/inspector.ts";
import { Engine } from "../../wasm/index.ts";
import { names } from "../support/models.ts";
import { sources } from "../wasm/modules.ts";

const unexpected = (): never => assert.fail("no error was expected");

describe("the inspector", () => {
  it("answers at once, with what the engine finds", async () => {
    const engine = await Engine.load(sources.wasm_scalar);
    engine.loadModel(names);
    const text = "my card is 4111 1111 1111 1111";
    const [entity, ...rest] = inspectorOf((given) => engine.inspect(given), unexpected)(text);
    assert.equal(entity?.type, "CREDIT_CARD");
    assert.equal(text.slice(entity?.begin, entity?.end), "4111 1111 1111 1111");
    assert.deepEqual(rest, []);
  });

  it("reads no more than fits into a frame", () => {
    let read = "";
    const inspect = inspectorOf((text) => {
      read = text;
      return [];
    }, unexpected);
    inspect("a".repeat(1_000_000));
    assert.equal(read.length, kInspectedCodeUnits);
    inspect("no 1 \u0661 ".repeat(1000));
    assert.equal(read.match(/\p{Nd}/gu)?.length, kInspectedDigits);
    const short = "line 1\nline 2 \u{1D7D9}";
    inspect(short);
    assert.equal(read, short);
  });

  it("finds nothing and counts an error when the engine fails, and when there is no text", () => {
    let errors = 0;
    const count = () => {
      errors += 1;
    };
    const failing = inspectorOf(() => {
      throw new Error("trap");
    }, count);
    assert.deepEqual(failing("text"), []);
    assert.deepEqual(failing(Symbol() as unknown as string), []);
    assert.equal(errors, 2);
  });
});
