// Which turns the deep tier is asked about: those of which the core tier is unsure. The cuts are the
// model's (models/deep/en/model.json, chosen by models/deep/cascade.py), the rule is this:
//
//   near      the sentiment or the frustration lies between two cuts around where its label changes
//   flat      no emotion is likely
//   at odds   a pleasant emotion in a negative turn, or an unpleasant one in a positive turn
//   again?    the request may be an earlier one in other words
import type { UserMessageEvent } from "@undertone/wasm";

/** In hundredths, as events have them. */
export interface Cuts {
  /** of the sentiment's distance from 0 */
  readonly sentiment: readonly [number, number];
  readonly frustration: readonly [number, number];
  readonly emotion: number;
  readonly rephrase: readonly [number, number];
}

const kPleasant = /^(joy|gratitude)$/;
const kUnpleasant = /^(anger|sadness|fear|disappointment)$/;

const isBetween = (value: number, [low, high]: readonly [number, number]): boolean =>
  value >= low && value <= high;

export function doubtful(event: UserMessageEvent, cuts: Cuts): boolean {
  const { emotion, sentiment_label, sentiment_score } = event;
  // A turn that was not scored is of a language that this model does not know either.
  if (sentiment_label === "unscored" || event.length_tokens < 2) return false;
  return (
    isBetween(Math.abs(sentiment_score), cuts.sentiment) ||
    isBetween(event.frustration_score, cuts.frustration) ||
    event.emotion_score < cuts.emotion ||
    (sentiment_label === "negative" && kPleasant.test(emotion)) ||
    (sentiment_label === "positive" && kUnpleasant.test(emotion)) ||
    isBetween(event.rephrase_score, cuts.rephrase)
  );
}
