import { keyOf } from "./normal.ts";

/** So many are remembered, of each so many letters. */
const kMost = 12;
const kLetters = 20;

/**
 * What stood in the place of an answer, and since when: names, "one moment", and, in the end, its
 * first words. Which of these it was is known when the answer is.
 */
export class Beginnings {
  private readonly _seen = new Map<string, number>();

  note(text: string, nowMs: number): void {
    const key = keyOf(text).slice(0, kLetters);
    if (this._seen.size < kMost && !this._seen.has(key)) this._seen.set(key, nowMs);
  }

  /** When `text` began to be seen. */
  of(text: string): number | undefined {
    const key = keyOf(text);
    return [...this._seen].find(([begin]) => begin && key.startsWith(begin))?.[1];
  }
}
