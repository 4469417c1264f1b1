// Single-code-point mappings from Node's own Unicode data, as ranges: to lower case, to the plain
// form of a compatibility letter or digit, and to a letter without its diacritics.
// Layout: core/text/tables/mapping_range.h.
import { array, writeTables } from "./emit.mjs";

const allCodePoints = function* () {
  for (let codePoint = 0x80; codePoint < 0x30000; ++codePoint) {
    if (codePoint < 0xd800 || codePoint > 0xdfff) yield codePoint;
  }
};

const onlyCodePoint = (text) =>
  text !== undefined && [...text].length === 1 ? text.codePointAt(0) : undefined;

// Capital dotted I has no single small letter outside Turkish; its reader wants an i.
const lower = (text) => (text === "\u0130" ? "i" : text.toLowerCase());

// Letters and digits in disguise; and all of ASCII where East Asian text writes it in full width.
const compatible = (text) => {
  const plain = text.normalize("NFKC");
  return /^[A-Za-z0-9]$/.test(plain) || /^[\uff01-\uff5e]$/.test(text) ? plain : text;
};

// Modern Greek and Cyrillic small letters; Latin ones have a direct table (make_fold.mjs).
const withoutDiacritics = (text) => {
  if (!/^[\u0370-\u04ff]$/.test(text) || lower(text) !== text) return text;
  return text === "\u03c2" ? "\u03c3" : text.normalize("NFD").replace(/\p{M}/gu, "");
};

/** Ranges of one `mapping`: same distance, every code point or every second one. */
const rangesOf = (mapping) => {
  const ranges = [];
  for (const from of allCodePoints()) {
    const to = onlyCodePoint(mapping(String.fromCodePoint(from)));
    if (to === undefined || to === from) continue;
    const delta = to - from;
    const range = ranges.findLast((each) => each.last >= from - 2);
    const step = range === undefined ? 0 : from - range.last;
    const fits = range?.delta === delta && (range.step === undefined || range.step === step);
    if (fits) Object.assign(range, { last: from, step });
    else ranges.push({ first: from, last: from, delta });
  }
  return ranges;
};

const cppRange = ({ first, last, delta, step = 1 }) =>
  `{0x${first.toString(16).toUpperCase()}, ${last - first}, ${step}, ${delta}}`;

const table = (name, note, mapping) =>
  array(name, note, "MappingRange", rangesOf(mapping).map(cppRange), 12);

writeTables(
  "case",
  "core/text/tables/mapping_range.h",
  [
    table("kLower", "Simple lower case.", lower),
    table("kCompatible", "ASCII form: full width, mathematical, circled, superscript.", compatible),
    table(
      "kUnmarked",
      "Greek and Cyrillic small letters without their diacritics; final sigma.",
      withoutDiacritics,
    ),
  ],
  { unicode: true },
);
