import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { wasmFile } from "./modules.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const listed = read("wasm/exports.txt").split("\n").filter(Boolean);

/** What a program of Emscripten exports besides: its start, its memory, its own runtime. */
const always = [
  "memory",
  "_initialize",
  "__indirect_function_table",
  "__errno_location",
  "stackSave",
  "stackRestore",
  "stackAlloc",
];
/** The only thing the module may ask of a page; it belongs to the C runtime. */
const allowedImports = ["wasi_snapshot_preview1.proc_exit"];

test("exports.txt lists the functions of abi.h", () => {
  const declared = [...read("wasm/abi.h").matchAll(/\b(undertone_\w+)\(/g)].map(
    ([, name]) => `_${name}`,
  );
  assert.deepEqual(declared, listed);
});

for (const kind of ["scalar", "simd"] as const) {
  const module = new WebAssembly.Module(wasmFile(kind));

  test(`${kind}: the binary exports what is listed`, () => {
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    const ours = exported.filter((name) => !always.includes(name));
    assert.deepEqual(
      ours.map((name) => `_${name}`),
      listed,
    );
  });

  test(`${kind}: the binary imports nothing but its end`, () => {
    const imported = WebAssembly.Module.imports(module).map(
      (entry) => `${entry.module}.${entry.name}`,
    );
    assert.deepEqual(
      imported.filter((name) => !allowedImports.includes(name)),
      [],
    );
  });
}
