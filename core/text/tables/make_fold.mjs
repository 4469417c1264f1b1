// Latin letters without their diacritics, and letters of other scripts that look Latin.
// Layout: core/text/tables/fold_table.h.
import { array, readRows, writeTables } from "./emit.mjs";

const quoted = (letter) => (letter === "" ? "0" : `'${letter}'`);

/** The ASCII letter that a letter is built on, by its decomposition; "" if there is none. */
const baseOf = (codePoint) => {
  const base = String.fromCodePoint(codePoint)
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  return /^[a-z]$/.test(base) ? base : "";
};
const bases = (first, last) =>
  [...Array(last - first + 1).keys()].map((i) => quoted(baseOf(first + i)));

const spellings = (file) =>
  readRows(file)
    .map(([letter, spelling]) => ({ codePoint: letter.codePointAt(0), spelling }))
    .sort((a, b) => a.codePoint - b.codePoint)
    .map(
      ({ codePoint, spelling }) => `{0x${codePoint.toString(16).toUpperCase()}, {"${spelling}"}}`,
    );

writeTables(
  "fold",
  "core/text/tables/fold_table.h",
  [
    array("kLatinBase", "U+00C0 to U+024F.", "char", bases(0xc0, 0x24f), 1),
    array("kLatinAdditionalBase", "U+1E00 to U+1EFF.", "char", bases(0x1e00, 0x1eff), 1),
    array("kLatinSpellings", "latin_base.tsv.", "Spelling", spellings("latin_base.tsv"), 6),
    array("kLookalikes", "lookalikes.tsv.", "Spelling", spellings("lookalikes.tsv"), 6),
  ],
  { unicode: true },
);
