// Short lists that the tokenizer compares text with: emoticons, elided words, top-level domains.
// Layout: core/text/tables/word_list.h.
import { array, literal, readRows, writeTables } from "./emit.mjs";

const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

// On the wire a view is a pointer and a length, 8 bytes in Wasm, beside its bytes and a NUL.
const list = (name, note, words) => {
  const sorted = [...new Set(words)].sort(byBytes);
  const bytes = sorted.reduce((sum, word) => sum + Buffer.byteLength(word) + 9, 0);
  const table = array(name, note, "std::string_view", sorted.map(literal), 0);
  return { ...table, bytes };
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
