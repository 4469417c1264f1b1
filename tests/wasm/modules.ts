// The three builds of build/wasm, as a page would have them.
import { readFileSync } from "node:fs";
import type { EngineKind, EngineSource, Instantiate } from "../../wasm/module.ts";

const build = new URL("../../build/wasm/", import.meta.url);

export const wasmFile = (kind: "scalar" | "simd"): Buffer<ArrayBuffer> =>
  readFileSync(new URL(`undertone_${kind}.wasm`, build));

const script = (await import(new URL("undertone.js", build).href)) as { instantiate: Instantiate };

export const sources: Readonly<Record<EngineKind, EngineSource>> = {
  wasm_simd: wasmFile("simd"),
  wasm_scalar: wasmFile("scalar"),
  js: script.instantiate,
};
export const kinds = Object.keys(sources) as EngineKind[];
