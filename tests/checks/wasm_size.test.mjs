// The module has to come down a phone's connection before anything is scored.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { root } from "./tree.mjs";

/** Bytes as sent: the budget of the module. */
const budgets = {
  "undertone_simd.wasm": { brotli: 60_000 },
  "undertone_scalar.wasm": { brotli: 60_000 },
};
const packed = {
  brotli: (bytes) => brotliCompressSync(bytes).length,
  gzip: (bytes) => gzipSync(bytes, { level: 9 }).length,
};

for (const [name, budget] of Object.entries(budgets)) {
  for (const [how, limit] of Object.entries(budget)) {
    test(`${name} stays under ${limit} bytes of ${how}`, (context) => {
      const size = packed[how](readFileSync(join(root, "build/wasm", name)));
      context.diagnostic(`${size} bytes`);
      assert.ok(size < limit, `${size} bytes`);
    });
  }
}
