// Classes and scripts of all code points from U+0080 up, from Node's own Unicode properties.
// Layout: core/text/tables/char_class_table.h.
import { array, writeTables } from "./emit.mjs";

const is = (pattern) => {
  const expression = new RegExp(`^(?:${pattern})$`, "u");
  return (text) => expression.test(text);
};

const namedScripts = [
  ["Latin", "Latin"],
  ["Greek", "Greek"],
  ["Cyrillic", "Cyrillic"],
  ["Armenian", "Armenian"],
  ["Hebrew", "Hebrew"],
  ["Arabic", "Arabic"],
  ["Devanagari", "Devanagari"],
  ["Bengali", "Bengali"],
  ["Gurmukhi", "Gurmukhi"],
  ["Gujarati", "Gujarati"],
  ["Tamil", "Tamil"],
  ["Telugu", "Telugu"],
  ["Thai", "Thai"],
  ["Georgian", "Georgian"],
  ["Hangul", "Hangul"],
  ["Kana", "Hiragana", "Katakana"],
  ["Han", "Han", "Bopomofo", "Nushu", "Tangut"],
  [
    "Unspaced",
    "Lao",
    "Khmer",
    "Myanmar",
    "Tibetan",
    "Javanese",
    "New_Tai_Lue",
    "Tai_Le",
    "Tai_Tham",
    "Tai_Viet",
  ],
  ["Common", "Common", "Inherited"],
].map(([name, ...scripts]) => [name, is(scripts.map((each) => `\\p{Script=${each}}`).join("|"))]);

const scriptOf = (text) => namedScripts.find(([, matches]) => matches(text))?.[0] ?? "Other";

// Pictographs that text shows as plain signs unless a variation selector asks for the picture.
const plainSigns = [0x3030, 0x303d, 0x3297, 0x3299];
const isEmoji = is("\\p{Emoji_Presentation}");
const isPictograph = is("\\p{Extended_Pictographic}");

// In this order: the first that matches.
const classes = [
  ["Invisible", is("\\p{Default_Ignorable_Code_Point}")],
  ["Unassigned", is("\\p{Cn}")],
  ["LineBreak", is("[\\u0085\\u2028\\u2029]")],
  ["Space", is("\\p{Zs}")],
  ["Control", is("\\p{C}")],
  ["Mark", is("\\p{M}")],
  ["Digit", is("\\p{Nd}")],
  // Circled and squared letters are symbols by category, letters to a reader.
  ["Letter", is("[\\p{L}\\p{Nl}]|(?=\\p{So})\\p{Alphabetic}")],
  ["Punctuation", is("\\p{P}")],
  ["Symbol", is("[\\p{S}\\p{No}]")],
];

const classOf = (codePoint) => {
  if (codePoint >= 0xd800 && codePoint < 0xe000) return "Control";
  const text = String.fromCodePoint(codePoint);
  if (isEmoji(text)) return "Emoji";
  if (isPictograph(text) && codePoint >= 0x2600 && !plainSigns.includes(codePoint)) return "Emoji";
  const name = classes.find(([, matches]) => matches(text))[0];
  // Marks of scripts that no stage names stay with their letters, which is all that matters there.
  if (name === "Mark" && scriptOf(text) === "Other") return "Letter Other";
  if (name !== "Letter") return name;
  // The long-vowel mark of Katakana is shared by both syllabaries and so "Common" by property.
  return `Letter ${codePoint === 0x30fc || codePoint === 0xff70 ? "Kana" : scriptOf(text)}`;
};

// Short unassigned gaps continue the range before them: later versions of Unicode fill them with
// more of the same, and the table is a third smaller.
const gap = 256;

const ranges = [];
let unassigned = 0;
for (let codePoint = 0x80; codePoint < 0x110000; ++codePoint) {
  let name = classOf(codePoint);
  unassigned = name === "Unassigned" ? unassigned + 1 : 0;
  if (unassigned > 0 && unassigned <= gap) continue;
  if (unassigned > 0) name = "Control";
  const begin = unassigned > 0 ? codePoint - gap : codePoint;
  if (ranges.at(-1)?.name !== name) ranges.push({ begin, name });
}

// Pages of 256 code points in the two planes that hold nearly all; the others hold few ranges.
const kPages = 0x200;
const low = ranges.filter(({ begin }) => begin < kPages * 0x100);
const high = ranges.slice(low.length);
const pageBegins = [...Array(kPages + 1).keys()].map(
  (page) => low.filter(({ begin }) => begin < page * 0x100).length,
);
const steps = low.map(({ begin }, i) => {
  const before = low[i - 1]?.begin ?? -1;
  return (begin & 0xff) - (before >> 8 === begin >> 8 ? before & 0xff : 0);
});

const names = [...new Set(ranges.map(({ name }) => name))].sort();
const cppInfo = (name) => {
  const [charClass, script = "Common"] = name.split(" ");
  return `{CharClass::${charClass}, Script::${script}}`;
};

writeTables(
  "char_class",
  "core/text/tables/char_class_table.h",
  [
    array(
      "kPageBegins",
      "First range that begins in each page, and one past the last.",
      "std::uint16_t",
      pageBegins,
      2,
    ),
    array(
      "kRangeSteps",
      "How far each range begins after the one before it, or after the beginning of its page.",
      "std::uint8_t",
      steps,
      1,
    ),
    array(
      "kHighBegins",
      "Where each range above the pages begins.",
      "std::uint32_t",
      high.map(({ begin }) => `0x${begin.toString(16).toUpperCase()}`),
      4,
    ),
    array(
      "kRangeKinds",
      "What each range is: an index into kKinds.",
      "std::uint8_t",
      ranges.map(({ name }) => names.indexOf(name)),
      1,
    ),
    array("kKinds", "The pairs of class and script that occur.", "CharInfo", names.map(cppInfo), 2),
  ],
  { unicode: true },
);
