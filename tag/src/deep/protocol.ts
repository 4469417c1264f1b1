// What the page and the deep worker say to each other. Text goes to the worker only; what comes back
// are numbers.

/** A file that is fetched, and what it must be. */
export interface CheckedFile {
  readonly url: string;
  /** hex */
  readonly sha256: string;
}

/** A site's own classifier of user turns (docs: models/deep/OWN_MODEL.md). */
export interface OwnModel extends CheckedFile {
  /** Names of its outputs; an event's `topic` is the place of one in this list, from 1. */
  readonly labels: readonly string[];
  /** What it reads. Default `pieces`: the numbers of word pieces. */
  readonly inputs?: "pieces";
  /** Probability from which on a label counts. Default 0.5. */
  readonly threshold?: number;
}

/** A user's turn and what was said before it. */
export interface Question {
  readonly text: string;
  readonly answer: string | undefined;
  /** the user's turns before, newest first */
  readonly earlier: readonly string[];
}

export interface Finding {
  /** DeepScores of core/model/scores.h */
  readonly scores: readonly number[];
  /** of the site's own classifier: the place of the label, 0 for none */
  readonly topic: number | undefined;
}

export interface DeepStart {
  type: "start";
  runtime: CheckedFile;
  model: CheckedFile;
  own: OwnModel | undefined;
}

export type ToDeep = DeepStart | { type: "ask"; id: number; question: Question };

export type FromDeep =
  | { type: "ready" }
  | { type: "failed" }
  | { type: "found"; id: number; finding: Finding | undefined };
