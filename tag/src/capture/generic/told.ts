// What the network told of an answer takes away what the page puts around it.
import { keyOf } from "./normal.ts";

/** So many letters of a line agree by chance rarely. */
const kAgree = 12;
/** A longer line is no label and no offer, whatever the stream said. */
const kLongestAround = 80;

/** Of a longer answer not all is kept. */
const kAllTold = 15_000;

/** Belongs to the word before or behind it. */
const kSign = /[^\s\p{L}\p{N}([]/u;
const kLetter = /[\p{L}\p{M}\p{N}]/u;

/** `text` without what stands around it and was not `told`. */
export function withoutUntold(text: string, told: readonly string[]): string {
  if (told.some(({ length }) => length > kAllTold)) return text;
  const keys = told.map(keyOf);
  return between(text, keys) ?? withoutLines(text, keys.join(" "));
}

/** From the first letter that was told to the last, where that is most of it and word for word. */
function between(text: string, keys: readonly string[]): string | undefined {
  const shown = keyOf(text);
  let from = shown.length;
  let to = 0;
  for (const key of keys) {
    const at = key.length < kAgree ? -1 : shown.indexOf(key);
    if (at < 0) continue;
    from = Math.min(from, at);
    to = Math.max(to, at + key.length);
  }
  if (to - from < shown.length / 2) return undefined;
  const isKept = (around: string): boolean =>
    around.length > kLongestAround || keys.includes(around);
  if (isKept(shown.slice(0, from))) from = 0;
  if (isKept(shown.slice(to))) to = shown.length;
  const places: number[] = [];
  for (let at = 0; at < text.length; ++at) if (kLetter.test(text[at] ?? "")) places.push(at);
  // Signs that stand for several letters, or for one in two parts.
  if (places.length !== shown.length) return undefined;
  let start = from > 0 ? (places[from] ?? 0) : 0;
  let end = to < shown.length ? (places[to - 1] ?? 0) + 1 : text.length;
  while (start > 0 && kSign.test(text[start - 1] ?? "")) start -= 1;
  while (kSign.test(text[end] ?? "")) end += 1;
  return text.slice(start, end);
}

function withoutLines(text: string, all: string): string {
  const isTold = (line = ""): boolean => {
    const key = keyOf(line);
    const isInside = all.includes(key.slice(0, kAgree)) || all.includes(key.slice(-kAgree));
    return isInside || line.length > kLongestAround;
  };
  const lines = text.split("\n");
  while (lines.length > 1 && !isTold(lines[0])) lines.shift();
  while (lines.length > 1 && !isTold(lines[lines.length - 1])) lines.pop();
  return isTold(lines[0]) ? lines.join("\n") : text;
}
