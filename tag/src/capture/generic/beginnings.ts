import { keyOf } from "./normal.ts";

/** So many are remembered, of each so many letters. */
const kMost = 12;
const kLetters = 20;
/** In these first signs of a text so many letters are found. */
const kAhead = 200;

/**
 * What stood in the place of an answer, and since when: names, "one moment", and, in the end, its
 * first words. Which of these it was is known when the answer is.
 */
export class Beginnings {
  private readonly _seen = new Map<string, number>();

  /** `sentMs`: when the question was sent; times are counted from there. */
  constructor(private readonly _sentMs: number) {}

  note(text: string, nowMs: number): void {
    if (this._seen.size >= kMost) return;
    const key = keyOf(text.slice(0, kAhead)).slice(0, kLetters);
    if (!this._seen.has(key)) this._seen.set(key, Math.round(nowMs - this._sentMs));
  }

  /** When `text` began to be seen, or, at the latest, when it was heard. */
  of(text: string, heardMs = Number.POSITIVE_INFINITY): number | undefined {
    const key = keyOf(text.slice(0, kAhead));
    const seen = [...this._seen].find(([begin]) => begin && key.startsWith(begin));
    return seen && Math.min(seen[1], heardMs);
  }
}
