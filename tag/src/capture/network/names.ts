// What services call the end of an answer and its failures, in the words of the schema.
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
