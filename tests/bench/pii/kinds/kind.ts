// What a kind of personal data looks like and what people write around it.
import type { Entity } from "../../../../wasm/index.ts";
import type { Random } from "../random.ts";

export interface Kind {
  readonly type: Entity["type"];
  /** A value as people write it. */
  readonly make: (random: Random) => string;
  /** Sentences with {} in the place of the value. */
  readonly contexts: readonly string[];
  /** It shows what it is without a word beside it. */
  readonly plain?: boolean;
}

/** The characters of `value` in groups of these sizes. */
export function grouped(value: string, sizes: readonly number[], separator: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(value.slice(at, at + size));
    at += size;
  }
  if (at < value.length) parts.push(value.slice(at));
  return parts.join(separator);
}

/** One of the written forms: bare, or in groups by one of `separators`. */
export function written(
  random: Random,
  value: string,
  sizes: readonly number[],
  separators: readonly string[],
): string {
  return grouped(value, sizes, random.pick(separators));
}

/** Values of `draw` until one passes `check`. */
export function until(draw: () => string, check: (value: string) => boolean): string {
  for (;;) {
    const value = draw();
    if (check(value)) return value;
  }
}

export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

/** The digit that makes the sum of Luhn a multiple of ten. Source: ISO/IEC 7812-1, annex B. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; ++i) {
    const value = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${(10 - (sum % 10)) % 10}`;
}

/** A day of birth as these parts, e.g. "ddmmyy". */
export function birthday(random: Random, form: string): string {
  const year = random.int(1940, 2009);
  return form
    .replace("yyyy", `${year}`)
    .replace("yy", `${year % 100}`.padStart(2, "0"))
    .replace("mm", random.padded(1, 12, 2))
    .replace("dd", random.padded(1, 28, 2));
}
