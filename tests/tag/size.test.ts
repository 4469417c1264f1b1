// The page part's weight is a promise: 15 kB gzip with all formats and capture.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

test("undertone.js is under 15,000 bytes gzip", (t) => {
  const script = readFileSync(new URL("../../tag/dist/undertone.js", import.meta.url));
  const bytes = gzipSync(script, { level: 9 }).length;
  t.diagnostic(`${bytes} bytes`);
  assert.ok(bytes < 15_000, `${bytes} bytes`);
});
