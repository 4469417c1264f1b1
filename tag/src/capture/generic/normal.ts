// Texts as they are compared: a widget may wrap, link or mark up what was typed, but it keeps the
// letters.

/** Letters and digits alone, all of them small; of a text without any, all that is not white space. */
export function keyOf(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase();
  return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, "") || plain.replace(/\s+/g, "");
}

/** Is `key` the key of `text`? Of a long one only the beginning is folded. */
export function hasKey(text: string, key: string): boolean {
  return keyOf(text.slice(0, 2 * key.length + 100)).length <= key.length && keyOf(text) === key;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Is `text` the `value` with a short label before or behind it, as in "You: hello" or "hello 12:03"? */
export function isLabelled(text: string, value: string, longestLabel: number): boolean {
  const flat = text.replace(/\s+/g, " ").trim();
  const words = value.replace(/\s+/g, " ").trim();
  if (!words || flat.length > words.length + longestLabel) return false;
  const edge = "[^\\p{L}\\p{N}]";
  return new RegExp(`^${escaped(words)}(${edge}|$)|(^|${edge})${escaped(words)}$`, "u").test(flat);
}

/** Does a request say `value`? Short ones must stand alone: "hi" is in "this". */
export function carries(request: string, value: string): boolean {
  const json = JSON.stringify(value);
  if (request.includes(json)) return true;
  const forms = [value, json.slice(1, -1), encodeURIComponent(value)];
  forms.push(`${new URLSearchParams({ "": value })}`.slice(1));
  // Inside a string of JSON inside JSON, and as other languages write what is not ASCII.
  forms.push(JSON.stringify(json.slice(1, -1)).slice(1, -1));
  if (value.length >= 8) return forms.some((form) => request.includes(form));
  return forms.some((form) =>
    new RegExp(`(^|[^\\p{L}\\p{N}%])${escaped(form)}($|[^\\p{L}\\p{N}%])`, "u").test(request),
  );
}
