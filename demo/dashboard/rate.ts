// A rate and how sure it is.
import type { Rate } from "../shared/report.ts";

/** Two-sided 95 % quantile of the normal distribution. */
const kZ = 1.959963984540054;

export const shareOf = ({ numerator, denominator }: Rate): number | undefined =>
  denominator === 0 ? undefined : numerator / denominator;

/** Wilson's score interval, 95 %. */
export function intervalOf({ numerator, denominator: n }: Rate): readonly [number, number] {
  if (n === 0) return [0, 1];
  const p = numerator / n;
  const scale = 1 + kZ ** 2 / n;
  const centre = (p + kZ ** 2 / (2 * n)) / scale;
  const half = (kZ / scale) * Math.sqrt((p * (1 - p)) / n + kZ ** 2 / (4 * n ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

export const percent = (share: number | undefined): string =>
  share === undefined ? "\u2013" : `${(share * 100).toFixed(share > 0.0995 ? 0 : 1)} %`;

export function rateNamed(rates: readonly Rate[], name: string): Rate {
  const found = rates.find((rate) => rate.name === name);
  return found ?? { name, numerator: 0, denominator: 0, definition: "" };
}
