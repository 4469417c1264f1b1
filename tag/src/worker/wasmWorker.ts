// The worker's source for a WebAssembly engine: the page sends the bytes.
import type { EngineKind } from "@undertone/wasm";
import { serve } from "./worker.ts";

/** `wasm_simd` or `wasm_scalar`; set by the build. */
declare const engineName: EngineKind;

serve(engineName, (wasm) => wasm ?? new Uint8Array());
