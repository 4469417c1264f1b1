// Sizes in the README are those of the files that were built, give or take a tenth of a kilobyte.
//
//   node tests/checks/readme.test.mjs --write     puts the measured sizes into the README
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { root } from "./tree.mjs";

const folders = {
  "undertone.js": "tag/dist",
  "undertone-capture.js": "tag/dist",
  "undertone_simd.wasm": "build/wasm",
};
const packed = { gzip: (bytes) => gzipSync(bytes, { level: 9 }), brotli: brotliCompressSync };

const readme = readFileSync(join(root, "README.md"), "utf8");
const row = /^\| `([^`]+)`([^|]*) \| (\S+) kB (gzip|brotli) \|$/gm;

const measured = (name, how) =>
  (packed[how](readFileSync(join(root, folders[name] ?? "", name))).length / 1000).toFixed(1);

if (process.argv.includes("--write")) {
  writeFileSync(
    join(root, "README.md"),
    readme.replace(
      row,
      (_, name, rest, __, how) => `| \`${name}\`${rest} | ${measured(name, how)} kB ${how} |`,
    ),
  );
} else {
  const rows = [...readme.matchAll(row)];

  test("the README quotes sizes", () => assert.equal(rows.length, 6));

  for (const [, name, , size, how] of rows) {
    test(`the README quotes the size of ${name}`, () => {
      const off = Math.abs(Number(size) - Number(measured(name, how)));
      assert.ok(off < 0.15, `${size} kB in the README, ${measured(name, how)} kB built`);
    });
  }

  test("the README stays short", () => assert.ok(readme.split("\n").length <= 150));
}
