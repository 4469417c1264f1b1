// `undertone check-model FILE`: does a model keep the contract of models/deep/OWN_MODEL.md? Each finding
// says what is wrong and what to do about it.
import { createHash } from "node:crypto";
import type { InferenceSession, Tensor } from "onnxruntime-common";
import type { Runtime } from "./session.ts";

/** More than a visitor should wait for. */
const kMostBytes = 20_000_000;
/** Time that the tag gives one turn. */
const kLimitMs = 300;
/** The least of so many is the model's time; more is the machine's. */
const kRuns = 5;
/** Begin and separator alone, a usual message, the longest input. */
const kLengths = [2, 32, 64];

export interface Report {
  readonly problems: string[];
  readonly facts: string[];
}

/** Begin, pieces from all over the vocabulary from the last one down, separator. */
const input = (length: number, pieces: number): number[] =>
  Array.from({ length }, (_, i) => {
    if (i === 0) return 2;
    return i === length - 1 ? 3 : pieces - 1 - (((i - 1) * 997) % (pieces - 16));
  });

/** Input  `pieces`: how many numbers of pieces there are */
export async function checkModel(
  runtime: Runtime,
  pieces: number,
  file: Uint8Array,
  labels: readonly string[],
): Promise<Report> {
  const problems: string[] = [];
  const facts = [
    `sha256 ${createHash("sha256").update(file).digest("hex")}`,
    `${(file.length / 1e6).toFixed(2)} MB`,
  ];
  if (file.length > kMostBytes) problems.push("over 20 MB: quantise it, or train a smaller one");
  if (new Set(labels).size < labels.length) problems.push("a label is there twice");
  const session = await runtime.InferenceSession.create(file).catch(() => undefined);
  if (!session) {
    problems.push("ONNX Runtime cannot read it: no ONNX file, or operators that it does not have");
    return { problems, facts };
  }
  const wrong = signature(session);
  if (wrong.length > 0) return { problems: [...problems, ...wrong], facts };
  for (const length of kLengths) {
    const ids = BigInt64Array.from(input(length, pieces).map(BigInt));
    const run = async () => {
      const { scores } = await session.run({
        input_ids: new runtime.Tensor("int64", ids, [1, length]),
      });
      return scores;
    };
    const scores = await run().catch(() => undefined);
    if (!scores) {
      problems.push(
        `it fails on ${length} pieces: it takes n from 2 to 64, and a table of pieces ${pieces} rows`,
      );
      continue;
    }
    problems.push(...problemsOf(scores, labels, length));
    let ms = Number.POSITIVE_INFINITY;
    for (let i = 0; i < kRuns; ++i) {
      const begin = performance.now();
      await run();
      ms = Math.min(ms, performance.now() - begin);
    }
    if (ms > kLimitMs)
      problems.push(`${length} pieces take ${ms.toFixed(0)} ms: the tag waits 300`);
    facts.push(`${length} pieces: ${ms.toFixed(1)} ms`);
  }
  return { problems: [...new Set(problems)], facts };
}

/** What is wrong with its inputs and outputs as the file declares them. */
function signature(session: InferenceSession): string[] {
  const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
  const problems: string[] = [];
  if (inputNames.join() !== "input_ids") {
    problems.push(`inputs are ${inputNames.join(", ")}: there must be one, int64 input_ids (1, n)`);
  }
  if (!outputNames.includes("scores")) {
    problems.push(`outputs are ${outputNames.join(", ")}: one must be float scores (1, labels)`);
  }
  if (problems.length > 0) return problems;
  const [ids] = inputMetadata;
  const scores = outputMetadata[outputNames.indexOf("scores")];
  if (ids?.isTensor && ids.type !== "int64")
    problems.push(`input_ids is ${ids.type}: make it int64`);
  if (ids?.isTensor && ids.shape.length !== 2) {
    problems.push(`input_ids has ${ids.shape.length} dimensions: make it (1, n)`);
  } else if (ids?.isTensor && typeof ids.shape[1] === "number") {
    problems.push(`input_ids is fixed to ${ids.shape[1]} pieces: leave its second dimension free`);
  }
  if (!scores?.isTensor || scores.type !== "float32") {
    problems.push(`scores is ${scores?.isTensor ? scores.type : "no tensor"}: make it float`);
  }
  return problems;
}

function problemsOf({ data, dims }: Tensor, labels: readonly string[], length: number): string[] {
  const scores = Array.from(data as Float32Array);
  const problems: string[] = [];
  if (dims.length !== 2 || dims[0] !== 1) {
    problems.push(
      `scores of ${length} pieces have the shape (${dims.join(", ")}): make it (1, labels)`,
    );
  }
  if (labels.length > 0 && scores.length !== labels.length) {
    problems.push(`${scores.length} scores for ${labels.length} labels: one for each, in order`);
  }
  if (!scores.every((score) => score >= 0 && score <= 1)) {
    problems.push(`scores of ${length} pieces are no probabilities: end with Softmax or Sigmoid`);
  }
  return problems;
}
