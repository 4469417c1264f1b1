// Short lists that the tokenizer compares text with: emoticons, elided words, top-level domains.
// Layout: core/text/tables/word_list.h.
import { literal, readRows, writeTables } from "./emit.mjs";

const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const list = (name, note, words) => {
  const sorted = [...new Set(words)].sort(byBytes);
  const lines = sorted.map((word) => `    ${literal(`\n${word}`)}`);
  return {
    bytes: sorted.reduce((sum, word) => sum + Buffer.byteLength(word) + 1, 1),
    text:
      `/// ${note}\n` +
      `inline constexpr WordList ${name} =\n${lines.join("\n")}\n    ${literal("\n")};\n`,
  };
};

const domains = readRows("domains.tsv");
const domainsThat = (use) => domains.filter((row) => row[1] === use).map(([name]) => name);

writeTables("words", "core/text/tables/word_list.h", [
  list(
    "kEmoticons",
    "emoticons.tsv.",
    readRows("emoticons.tsv").map(([face]) => face),
  ),
  list(
    "kElisions",
    "elisions.tsv.",
    readRows("elisions.tsv").map(([word]) => word),
  ),
  list("kDomainsAlone", "domains.tsv, alone.", domainsThat("alone")),
  list("kDomainsWithPath", "domains.tsv, path.", domainsThat("path")),
]);
