// Everything that the deep worker does with our model, under Node: a session, and runs over inputs of every
// length. Takes the path of the runtime; prints a checksum of all outputs.
//
//   node tag/runtime/walk.mjs RUNTIME.wasm
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";

const kLongest = 64;
const kSeparator = 3n;

env.wasm.numThreads = 1;
env.logLevel = "fatal";
env.wasm.wasmBinary = readFileSync(process.argv[2]);
const model = readFileSync(new URL("../../models/deep/en/model.onnx", import.meta.url));
const session = await InferenceSession.create(model, { graphOptimizationLevel: "disabled" });

/** A message; the same with an answer and a turn before it, where there is room. */
function* inputs() {
  for (let length = 2; length <= kLongest; ++length) {
    const ids = Array.from({ length }, (_, i) => BigInt(16 + ((length * 31 + i * 773) % 8000)));
    ids[0] = 2n;
    ids[length - 1] = kSeparator;
    yield ids;
    if (length < 8) continue;
    yield ids.with(length >> 1, kSeparator).with(length >> 2, kSeparator);
  }
}

const hash = createHash("sha256");
for (const ids of inputs()) {
  const input_ids = new Tensor("int64", BigInt64Array.from(ids), [1, ids.length]);
  const { scores, meaning } = await session.run({ input_ids });
  for (const { data } of [scores, meaning]) hash.update(data);
}
console.log(hash.digest("hex"));
