// Which turns the deep tier is asked about: those of which the core tier is unsure. The cuts are the
// model's (models/deep/en/model.json, chosen by models/deep/cascade.py), the rule is this:
//
//   near      two sentiments are almost as likely as each other
//   upset?    the frustration lies around where its label changes
//   again?    the request may be an earlier one in other words
import type { UserMessageEvent } from "@undertone/wasm";

/** In hundredths, as events have them. */
export interface Cuts {
  /** of what lies between the two likeliest sentiments */
  readonly margin: number;
  readonly frustration: readonly [number, number];
  readonly rephrase: readonly [number, number];
}

const isBetween = (value: number, [low, high]: readonly [number, number]): boolean =>
  value >= low && value <= high;

/** `margin` as the engine's Output has it. */
export function doubtful(event: UserMessageEvent, margin: number, cuts: Cuts): boolean {
  // A turn that was not scored is of a language that this model does not know either.
  if (event.sentiment_label === "unscored" || event.length_tokens < 2) return false;
  return (
    margin < cuts.margin ||
    isBetween(event.frustration_score, cuts.frustration) ||
    isBetween(event.rephrase_score, cuts.rephrase)
  );
}
