// The deep worker: fetches the runtime and the models, answers questions one after the other. A
// failure is a short answer, never text.
import { loadPieces } from "@undertone/wasm";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { same_request as same } from "undertone-deep-model";
import vocabulary from "undertone-deep-pieces";
import pieces from "undertone-pieces";
import type { DeepStart, FromDeep, ToDeep } from "../protocol.ts";
import { fetchChecked } from "./fetchChecked.ts";
import { createScorer, type RunModel } from "./scorer.ts";

const reply = (message: FromDeep): void => self.postMessage(message);

async function open(
  bytes: ArrayBuffer,
  options?: InferenceSession.SessionOptions,
): Promise<RunModel> {
  const session = await InferenceSession.create(new Uint8Array(bytes), options);
  return async (ids) => {
    const input = new Tensor("int64", BigInt64Array.from(ids.map(BigInt)), [1, ids.length]);
    const found = await session.run({ input_ids: input });
    const outputs = Object.entries(found).map(([name, { data }]) => [name, data as Float32Array]);
    return Object.fromEntries(outputs);
  };
}

async function start({ runtime, model, own }: DeepStart) {
  // One thread: for inputs this short more of them wait for each other.
  env.wasm.numThreads = 1;
  env.logLevel = "fatal";
  const files = [runtime, model, ...(own ? [own] : [])].map(fetchChecked);
  const [wasm, deep, site] = (await Promise.all(files)) as [ArrayBuffer, ArrayBuffer, ArrayBuffer?];
  env.wasm.wasmBinary = wasm;
  // What the optimiser does to our model makes it no faster, and takes its time.
  const run = await open(deep, { graphOptimizationLevel: "disabled" });
  const split = await loadPieces(pieces, vocabulary);
  const scorer = createScorer({
    split,
    run,
    same,
    own: own && site && { run: await open(site), model: own },
  });
  await run(split({ text: "warm" })); // the first run of a session takes several times as long
  return scorer;
}

let scorer: ReturnType<typeof start> | undefined;
/** the end of the last question */
let last: Promise<unknown> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToDeep>): void => {
  if (data.type === "start") {
    scorer = start(data);
    scorer.then(
      () => reply({ type: "ready" }),
      () => reply({ type: "failed" }),
    );
    return;
  }
  const { id, question } = data;
  last = last
    .then(async () => (await scorer)?.(question))
    .catch(() => undefined)
    .then((finding) => reply({ type: "found", id, finding }));
};
