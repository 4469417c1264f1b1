// A worker that a site hosts itself (`workerUrl`): complete, with both modules inside. Its own
// policy counts, not the page's, so WebAssembly compiles even where the page forbids it.
import { supportedKind } from "@undertone/wasm";
import scalar from "undertone-core-scalar";
import simd from "undertone-core-simd";
import { serve } from "./worker.ts";

if (supportedKind() === "wasm_simd") serve("wasm_simd", () => simd);
else serve("wasm_scalar", () => scalar);
