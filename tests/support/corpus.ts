// The readable corpora of tests/corpus: "=== title", input, "---", expected, and so on.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../corpus/", import.meta.url);

export interface CorpusCase {
  readonly title: string;
  readonly input: string;
  readonly expected: string;
}

/** Repository-relative names of all corpora. */
export const corpora: readonly string[] = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".txt"))
  .sort();

export function casesOf(name: string): CorpusCase[] {
  const text = readFileSync(new URL(name, folder), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [title = "", ...rest] = part.split("\n");
      const end = rest.indexOf("---");
      return {
        title,
        input: rest.slice(0, end < 0 ? undefined : end).join("\n"),
        expected: end < 0 ? "" : rest.slice(end + 1).join("\n"),
      };
    });
}
