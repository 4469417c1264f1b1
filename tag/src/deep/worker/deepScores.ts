// What the model puts out, as the core takes it.

/** How near two turns lie, as the probability that they ask for the same: fitted in training. */
export interface SameRequest {
  readonly slope: number;
  readonly offset: number;
}

/** Outputs for a user's turn: all of DeepScores but what compares it with earlier turns. */
const kOwn = 32;
/** Earlier turns of DeepScores. */
const kEarlier = 3;

const within = (value: number): number => Math.min(1, Math.max(0, value));

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/**
 * Input   `outputs` of the model; unit vectors of this turn and of the earlier ones, newest first
 * Output  undefined if the outputs are no probabilities
 */
export function deepScores(
  outputs: ArrayLike<number>,
  meaning: ArrayLike<number>,
  earlier: readonly ArrayLike<number>[],
  { slope, offset }: SameRequest,
): number[] | undefined {
  const scores = Array.from(outputs).slice(0, kOwn);
  if (scores.length < kOwn || !scores.every((score) => score >= -0.01 && score <= 1.01)) {
    return undefined;
  }
  const same = earlier
    .slice(0, kEarlier)
    // Never 0, which would mean that nothing was compared.
    .map((other) => Math.max(0.001, 1 / (1 + Math.exp(-slope * cosine(meaning, other) - offset))));
  return [...scores, ...same, ...new Array<number>(kEarlier - same.length).fill(0)].map(within);
}
