// The numbers that a model card quotes in backticks are those of metrics.json; the file keeps its
// size budget.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";

const models = new URL("../../models/", import.meta.url);

/** Every number anywhere in a JSON value. */
function numbers(value) {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbers);
}

for (const name of ["en", "langid", "deep/en"]) {
  test(`the card of ${name} quotes its metrics`, () => {
    const file = (path) => readFileSync(new URL(`${name}/${path}`, models), "utf8");
    const known = new Set(numbers(JSON.parse(file("metrics.json"))));
    const quoted = [...file("card.md").matchAll(/`(\d+(?:\.\d+)?)`/g)].map(([, n]) => Number(n));
    assert.ok(quoted.length > 20);
    assert.deepEqual(
      quoted.filter((number) => !known.has(number)),
      [],
    );
  });
}

test("the English model file stays under 400 kB in brotli", () => {
  const bytes = brotliCompressSync(readFileSync(new URL("en/model.bin", models)));
  assert.ok(bytes.length < 400_000, `${bytes.length} bytes`);
});

test("the deep model stays under 5 MB", () => {
  const { length } = readFileSync(new URL("deep/en/model.onnx", models));
  assert.ok(length < 5_000_000, `${length} bytes`);
});
