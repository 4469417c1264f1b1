// ONNX Runtime without what our model does not run: the same answers, to the bit.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { trimmed } from "../../../tag/runtime/wasm_module.mjs";

const at = (path) => fileURLToPath(new URL(`../../../tag/${path}`, import.meta.url));
const walk = (runtime) =>
  spawnSync("node", [at("runtime/walk.mjs"), at(`dist/${runtime}`)], { encoding: "utf8" });

describe("the trimmed runtime", () => {
  it("computes what the whole one does, for inputs of every length", () => {
    const [whole, part] = [walk("undertone-ort-whole.wasm"), walk("undertone-ort.wasm")];
    assert.match(whole.stdout, /^[0-9a-f]{64}\n$/, whole.stderr.slice(-500));
    assert.equal(part.stdout, whole.stdout, part.stderr.slice(-500));
  });
});

describe("trimming", () => {
  // Imports function 0 and a memory; `one` (1) and `two` (2) return these numbers.
  const module = Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 5, 1, 0x60, 0, 1, 0x7f],
    ...[2, 15, 2, 1, 0x65, 1, 0x66, 0, 0, 1, 0x65, 1, 0x6d, 2, 1, 1, 2],
    ...[3, 3, 2, 0, 0],
    ...[7, 13, 2, 3, 0x6f, 0x6e, 0x65, 0, 1, 3, 0x74, 0x77, 0x6f, 0, 2],
    ...[10, 11, 2, 4, 0, 0x41, 1, 0x0b, 4, 0, 0x41, 2, 0x0b],
  ]);
  const exportsOf = async (bytes) => {
    const m = new WebAssembly.Memory({ initial: 1, maximum: 2 });
    const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes), {
      e: { f: () => 0, m },
    });
    return instance.exports;
  };

  it("leaves functions that are kept as they are; the others trap", async () => {
    assert.equal((await exportsOf(module)).two(), 2);
    const { one, two } = await exportsOf(trimmed(module, (number) => number === 1));
    assert.equal(one(), 1);
    assert.throws(two, WebAssembly.RuntimeError);
  });
});
