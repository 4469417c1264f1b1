// From bytes, a compiled module or its JavaScript twin to the functions of abi.h.

/** Functions of abi.h; every argument and result is an integer of 32 bits. */
export interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  undertone_abi_version(): number;
  undertone_allocate(sizeBytes: number): number;
  undertone_free(memory: number): void;
  undertone_engine_new(): number;
  undertone_engine_delete(engine: number): void;
  undertone_load_model(engine: number, bytes: number, sizeBytes: number): number;
  undertone_add_topic(engine: number, label: number, text: number, textBytes: number): number;
  undertone_conversation_new(): number;
  undertone_conversation_delete(conversation: number): void;
  undertone_push(
    engine: number,
    conversation: number,
    input: number,
    inputBytes: number,
    text: number,
    textBytes: number,
  ): number;
  undertone_rescore(
    engine: number,
    conversation: number,
    input: number,
    inputBytes: number,
    text: number,
    textBytes: number,
    scores: number,
  ): number;
  undertone_inspect(engine: number, text: number, textBytes: number): number;
  undertone_output(engine: number): number;
}

/** All that the module needs from outside. */
const imports = {
  wasi_snapshot_preview1: {
    proc_exit: () => {
      throw new Error("exit");
    },
  },
};

/** build/wasm/undertone.js: the scalar module as plain JavaScript. */
export type Instantiate = (given: typeof imports) => unknown;

/** A .wasm file, a compiled one, or the JavaScript twin. */
export type EngineSource = BufferSource | WebAssembly.Module | Instantiate;

export async function instantiate(source: EngineSource): Promise<Exports> {
  if (typeof source === "function") return source(imports) as Exports;
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  const { exports } = await WebAssembly.instantiate(module, imports);
  return exports as unknown as Exports;
}

/** The smallest module with a 128-bit constant: (func (result v128) v128.const 0). */
const simdProbe = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  [0x03, 0x02, 0x01, 0x00],
  [0x0a, 0x16, 0x01, 0x14, 0x00, 0xfd, 0x0c, ...new Array<number>(16).fill(0), 0x0b],
];

export type EngineKind = "wasm_simd" | "wasm_scalar" | "js";

/** The fastest build that may run here. */
export function supportedKind(): EngineKind {
  // Without 'wasm-unsafe-eval' in the policy of the page, compiling throws; validating does not.
  try {
    new WebAssembly.Module(Uint8Array.from(simdProbe.slice(0, 1).flat()));
  } catch {
    return "js";
  }
  return WebAssembly.validate(Uint8Array.from(simdProbe.flat())) ? "wasm_simd" : "wasm_scalar";
}
