// The numbers that a model card quotes in backticks are those of metrics.json; the file keeps its
// size budget.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";

const folder = new URL("../../models/en/", import.meta.url);

/** Every number anywhere in a JSON value. */
function numbers(value) {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbers);
}

test("the card of the English model quotes its metrics", () => {
  const known = new Set(numbers(JSON.parse(readFileSync(new URL("metrics.json", folder), "utf8"))));
  const card = readFileSync(new URL("card.md", folder), "utf8");
  const quoted = [...card.matchAll(/`(\d+(?:\.\d+)?)`/g)].map((found) => Number(found[1]));
  assert.ok(quoted.length > 20);
  assert.deepEqual(
    quoted.filter((number) => !known.has(number)),
    [],
  );
});

test("the English model file stays under 400 kB in brotli", () => {
  const bytes = brotliCompressSync(readFileSync(new URL("model.bin", folder)));
  assert.ok(bytes.length < 400_000, `${bytes.length} bytes`);
});
