import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeEvents, encodeInput } from "../../wasm/codec.ts";
import { FormatError } from "../../wasm/error.ts";
import type { Input } from "../../wasm/event.gen.ts";

const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (b) => Number.parseInt(b, 16));

test("the example of FORMAT.md decodes to what it says", () => {
  assert.deepEqual(decodeEvents(bytes("04 0a 02 02 03 01 04 ac 02 05 aa 01")), [
    {
      kind: "moment",
      moment: "frustration_spike",
      turn_index: 2,
      lang: "en",
      model_version: 300,
      frustration_score: 85,
      risk: [],
    },
  ]);
});

test("events follow each other, and what is left out is zero or absent", () => {
  const [first, second, ...rest] = decodeEvents(bytes("04 00 02 09 14 02 00 03 01 01 16 b0 09"));
  assert.deepEqual(rest, []);
  assert.equal(first?.kind, "moment");
  assert.equal(second?.kind, "assistant_message");
  assert.ok(second?.kind === "assistant_message");
  assert.deepEqual(second.pii, { EMAIL_ADDRESS: 3, PHONE_NUMBER: 1 });
  assert.equal(second.read_ms, 1200);
  assert.equal(second.error, "none");
  assert.equal("latency_ms" in second, false);
});

test("broken bytes are an error, never a wrong event", () => {
  const broken = {
    "ends inside a record": "04 0a 02 02",
    "ends inside a varint": "04 02 02 80",
    "an unknown event": "09 00",
    "an unknown field": "04 02 63 01",
    "fields out of order": "04 04 03 01 02 02",
    "an enumerator that does not exist": "04 02 01 06",
    "a varint that never ends": "04 ff ff ff ff ff ff",
  };
  for (const [what, hex] of Object.entries(broken)) {
    assert.throws(() => decodeEvents(bytes(hex)), FormatError, what);
  }
});

test("inputs become records: zeroes left out, optional zeroes kept", () => {
  const cases: [Input, string][] = [
    [{ kind: "message", role: "user" }, "01 00"],
    [
      { kind: "message", role: "assistant", time_ms: 0, edits: 0, error: "timeout" },
      "01 06 01 01 02 00 07 02",
    ],
    [{ kind: "action", action: "read", value: 1200, turn_index: 3 }, "02 07 01 07 03 03 04 b0 09"],
    [{ kind: "end", reason: "site" }, "03 02 01 02"],
  ];
  for (const [input, hex] of cases) assert.deepEqual(encodeInput(input), bytes(hex));
});

test("numbers that are no counts become the nearest one", () => {
  const encoded = (time_ms: number) => encodeInput({ kind: "end", reason: "open", time_ms });
  assert.deepEqual(encoded(-5), bytes("03 02 02 00"));
  assert.deepEqual(encoded(Number.NaN), bytes("03 02 02 00"));
  assert.deepEqual(encoded(1.9), bytes("03 02 02 01"));
  assert.deepEqual(encoded(Number.POSITIVE_INFINITY), bytes("03 06 02 ff ff ff ff 0f"));
});

test("a word outside its enumeration is refused", () => {
  const hostile = { kind: "message", role: "admin" } as unknown as Input;
  assert.throws(() => encodeInput(hostile), FormatError);
});
