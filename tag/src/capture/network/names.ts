// What services call the end of an answer, its failures and its model: in the words of the schema, or, for
// the model, only what can be no text of the chat.
import type { ErrorClass, FinishReason } from "@undertone/wasm";

/** The first that fits. */
const kReasons: readonly (readonly [RegExp, FinishReason])[] = [
  [/tool|function/i, "tool_calls"],
  [/filter|safety|refus|recitation|block|prohibit|spii/i, "content_filter"],
  [/length|max|context_window/i, "length"],
  [/error|fail/i, "error"],
  [/stop|end|complete|eos|finish/i, "stop"],
];

export const finishReasonOf = (name: string): FinishReason =>
  kReasons.find(([pattern]) => pattern.test(name))?.[1] ?? "other";

/** Failures that a stream names and that have a class of their own. */
export function errorOfName(name = ""): ErrorClass {
  if (/rate_?limit|quota|too_?many|429/i.test(name)) return "http_429";
  return /time_?d?_?out/i.test(name) ? "timeout" : "stream";
}

/** A letter first, no address of a page and no long number: no card, phone or account. */
const kModelName = /^[a-z](?!.*(\d{9}|:\/\/))/i;

/** Whether a service's `model` is the name of one, and not something out of what was `said`. */
export const isModelName = (name: string, said: string): boolean =>
  kModelName.test(name) && !said.toLowerCase().includes(name.toLowerCase());
