// The page part's weight is a promise: 15 kB gzip with all formats; what watches the page comes after.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

for (const [name, limit] of [
  ["undertone.js", 15_000],
  ["undertone-capture.js", 21_000],
] as const) {
  test(`${name} is under ${limit} bytes gzip`, (t) => {
    const script = readFileSync(new URL(`../../tag/dist/${name}`, import.meta.url));
    const bytes = gzipSync(script, { level: 9 }).length;
    t.diagnostic(`${bytes} bytes`);
    assert.ok(bytes < limit, `${bytes} bytes`);
  });
}
