// `undertone check-model FILE`: does a model keep the contract of models/deep/OWN_MODEL.md? Each finding
// says what is wrong and what to do about it.
import { createHash } from "node:crypto";
import { loadRuntime, runIn } from "./session.ts";

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

const input = (length: number): number[] =>
  Array.from({ length }, (_, i) => (i === 0 ? 2 : i === length - 1 ? 3 : 16 + i * 7));

export async function checkModel(file: Uint8Array, labels: readonly string[]): Promise<Report> {
  const problems: string[] = [];
  const facts = [
    `sha256 ${createHash("sha256").update(file).digest("hex")}`,
    `${(file.length / 1e6).toFixed(2)} MB`,
  ];
  if (file.length > kMostBytes) problems.push("over 20 MB: quantise it, or train a smaller one");
  const runtime = await loadRuntime();
  const session = await runtime.InferenceSession.create(file).catch(() => undefined);
  if (!session) {
    problems.push("ONNX Runtime cannot read it: no ONNX file, or operators that it does not have");
    return { problems, facts };
  }
  const { inputNames, outputNames } = session;
  if (inputNames.join() !== "input_ids") {
    problems.push(`inputs are ${inputNames.join(", ")}: there must be one, int64 input_ids (1, n)`);
  }
  if (!outputNames.includes("scores")) {
    problems.push(`outputs are ${outputNames.join(", ")}: one must be float scores (1, labels)`);
  }
  if (problems.length > 0) return { problems, facts };
  const run = runIn(runtime, session);
  for (const length of kLengths) {
    const found = await run(input(length)).catch(() => undefined);
    if (!found) {
      problems.push(`it fails on ${length} pieces: the second dimension of input_ids must be free`);
      continue;
    }
    problems.push(...problemsOf(found.scores ?? new Float32Array(), labels, length));
    let ms = Number.POSITIVE_INFINITY;
    for (let i = 0; i < kRuns; ++i) {
      const begin = performance.now();
      await run(input(length));
      ms = Math.min(ms, performance.now() - begin);
    }
    if (ms > kLimitMs)
      problems.push(`${length} pieces take ${ms.toFixed(0)} ms: the tag waits 300`);
    facts.push(`${length} pieces: ${ms.toFixed(1)} ms`);
  }
  return { problems: [...new Set(problems)], facts };
}

function problemsOf(scores: Float32Array, labels: readonly string[], length: number): string[] {
  const problems: string[] = [];
  if (labels.length > 0 && scores.length !== labels.length) {
    problems.push(`${scores.length} scores for ${labels.length} labels: one for each, in order`);
  }
  if (!scores.every((score) => score >= 0 && score <= 1)) {
    problems.push(`scores of ${length} pieces are no probabilities: end with Softmax or Sigmoid`);
  }
  return problems;
}
