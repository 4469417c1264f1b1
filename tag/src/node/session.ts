// ONNX Runtime under Node: the native one where it is installed (`npm install onnxruntime-node`), else
// the WebAssembly build that browsers run.
import type { InferenceSession, Tensor } from "onnxruntime-common";

export interface Runtime {
  InferenceSession: { create(bytes: Uint8Array, options?: object): Promise<InferenceSession> };
  Tensor: typeof Tensor;
}

export async function loadRuntime(): Promise<Runtime> {
  // Names in variables: bundlers leave them alone.
  const [native, web] = ["onnxruntime-node", "onnxruntime-web"];
  try {
    return (await import(native)) as Runtime;
  } catch {
    const runtime = await import(web);
    runtime.env.wasm.numThreads = 1;
    return runtime as Runtime;
  }
}

/** One run over the numbers of pieces; outputs by name. */
export const runIn =
  ({ Tensor }: Runtime, session: InferenceSession) =>
  async (ids: readonly number[]): Promise<Record<string, Float32Array>> => {
    const input = new Tensor("int64", BigInt64Array.from(ids.map(BigInt)), [1, ids.length]);
    const found = await session.run({ input_ids: input });
    return Object.fromEntries(
      Object.entries(found).map(([name, { data }]) => [name, data as Float32Array]),
    );
  };
