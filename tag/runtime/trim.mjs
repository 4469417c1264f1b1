// ONNX Runtime's WebAssembly has 17,288 functions; our model runs a fifth of them. The others are left out,
// which is most of the download and of the time to compile. used_functions.txt says which are used: the checksum of
// the one file of ONNX Runtime that it belongs to, then numbers of functions, and ranges of them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { trimmed } from "./wasm_module.mjs";

export const runtimePath = fileURLToPath(
  new URL("../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm", import.meta.url),
);
export const usedPath = fileURLToPath(new URL("used_functions.txt", import.meta.url));

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** ONNX Runtime with the functions of used_functions.txt alone: any other one traps. */
export function trimmedRuntime() {
  const wasm = readFileSync(runtimePath);
  const [belongsTo, ...ranges] = readFileSync(usedPath, "utf8").split(/\s+/).filter(Boolean);
  if (belongsTo !== sha256(wasm)) {
    throw new Error(
      "another ONNX Runtime than used_functions.txt is for: node tag/runtime/profile.mjs",
    );
  }
  const used = new Set();
  for (const range of ranges) {
    const [first, last = first] = range.split("-").map(Number);
    for (let number = first; number <= last; ++number) used.add(number);
  }
  return trimmed(wasm, (number) => used.has(number));
}
