// The deep model itself: text -> pieces -> ONNX Runtime -> scores. Knows no page and no worker, so the
// command's wrapper runs the same.
import type { PieceText } from "@undertone/wasm";
import type { Finding, OwnModel, Question } from "../protocol.ts";
import { deepScores, type SameRequest } from "./deepScores.ts";

/** Outputs of a session by name, for an input of numbers of pieces. */
export type RunModel = (ids: readonly number[]) => Promise<Record<string, ArrayLike<number>>>;

export interface ScorerParts {
  split(input: PieceText): number[];
  run: RunModel;
  same: SameRequest;
  own?: { run: RunModel; model: OwnModel } | undefined;
}

/** Vectors of turns that later ones are compared with. */
const kKept = 16;

export function createScorer({ split, run, same, own }: ScorerParts) {
  const meanings = new Map<string, ArrayLike<number>>();

  function keep(text: string, meaning: ArrayLike<number>): void {
    meanings.delete(text);
    meanings.set(text, meaning);
    for (const oldest of meanings.keys()) {
      if (meanings.size <= kKept) break;
      meanings.delete(oldest);
    }
  }

  async function meaningOf(text: string): Promise<ArrayLike<number>> {
    const known = meanings.get(text);
    if (known) return known;
    const { meaning = [] } = await run(split({ text }));
    keep(text, meaning);
    return meaning;
  }

  /** Output  undefined where the model's outputs make no sense */
  return async ({ text, answer, earlier }: Question): Promise<Finding | undefined> => {
    const ids = split({ text, answer, earlier: earlier[0] });
    const { scores: outputs = [], meaning = [] } = await run(ids);
    const before: ArrayLike<number>[] = [];
    for (const turn of earlier) before.push(await meaningOf(turn));
    const scores = deepScores(outputs, meaning, before, same);
    if (!answer && earlier.length === 0) keep(text, meaning);
    return scores && { scores, topic: own && (await topicOf(own.run, own.model, ids)) };
  };
}

/** The place of the likeliest label, from 1; 0 if none is likely enough. */
async function topicOf(
  run: RunModel,
  { labels, threshold = 0.5 }: OwnModel,
  ids: readonly number[],
): Promise<number> {
  const { scores = [] } = await run(ids);
  let best = 0;
  for (let i = 0; i < labels.length; ++i) {
    if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
  }
  return (scores[best] ?? 0) >= threshold ? best + 1 : 0;
}
