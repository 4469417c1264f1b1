// The same pieces everywhere: what the command says, which training asks, the module says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadPieces } from "../../wasm/index.ts";
import { command, linesOf } from "../support/command.ts";
import { casesOf, corpora } from "../support/corpus.ts";
import { randomTexts } from "../support/random_texts.ts";

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const module = readFileSync(at("build/wasm/undertone_pieces.wasm"));
const vocabulary = readFileSync(at("models/deep/en/pieces.bin"));

test("undertone_pieces.wasm splits every text as the command does", async () => {
  const split = await loadPieces(module, vocabulary);
  const texts = corpora.flatMap(casesOf).map(({ input }) => input);
  texts.push(...randomTexts(500), "\u00e9".repeat(5000), `x${"\u{1f600}".repeat(2000)}`);
  const rows = texts.map((text, i) => ({
    text,
    ...(i % 2 === 0 && { answer: texts[(i * 7) % texts.length] }),
    ...(i % 3 === 0 && { earlier: texts[(i * 11) % texts.length] }),
  }));
  const native = command(linesOf(rows), "pieces", at("models/deep/en/pieces.bin").pathname)
    .split("\n")
    .filter(Boolean);
  assert.equal(native.length, rows.length);
  rows.forEach((row, i) => {
    assert.deepEqual(split(row), JSON.parse(native[i] ?? ""), `text ${i}`);
  });
});

test("a vocabulary that is none is refused", async () => {
  await assert.rejects(loadPieces(module, vocabulary.subarray(1)), /not a file of this kind/);
  const damaged = Uint8Array.from(vocabulary);
  damaged[30] = 0;
  await assert.rejects(loadPieces(module, damaged), /bad checksum/);
});

test("the module of pieces exports what is listed and imports nothing but its end", async () => {
  const compiled = new WebAssembly.Module(module);
  const listed = readFileSync(at("wasm/pieces/exports.txt"), "utf8").split("\n").filter(Boolean);
  const exported = WebAssembly.Module.exports(compiled).map(({ name }) => `_${name}`);
  assert.deepEqual(
    exported.filter((name) => name.startsWith("_undertone")),
    listed,
  );
  const imported = WebAssembly.Module.imports(compiled).map((entry) => entry.name);
  assert.deepEqual(imported, ["proc_exit"]);
});
