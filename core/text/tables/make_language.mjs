// The language model of models/langid/model.json as a table.
// Layout: core/text/tables/language_table.h.
import { readFileSync } from "node:fs";
import { array, writeTables } from "./emit.mjs";

const rowsInString = 4096;

const model = JSON.parse(
  readFileSync(new URL("../../../models/langid/model.json", import.meta.url)),
);
const { dimensions, languages } = model;
const bits = Buffer.from(model.groups, "base64");
const words = [...Array(bits.length / 8).keys()].map((i) => bits.readBigUInt64LE(i * 8));
const countBits = (word) => [...word.toString(2)].filter((bit) => bit === "1").length;

let before = 0;
const groupsBefore = words.map((word) => {
  const here = before;
  before += countBits(word);
  return here;
});
if (model.rows.length !== before * dimensions)
  throw new Error("model.json: rows and groups differ");

const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const hex = (word) => `0x${word.toString(16).toUpperCase()}`;
const chunks = (text, size) => text.match(new RegExp(`.{1,${size}}`, "g"));
const rowStrings = chunks(model.rows, rowsInString * dimensions).map((text) =>
  chunks(text, 96)
    .map((line) => `"${line}"`)
    .join("\n    "),
);

const number = (name, note, type, value) => ({
  bytes: 0,
  text: `/// ${note}\ninline constexpr ${type} ${name} = ${value};\n`,
});
const arrayOf = (name, note, type, items, sizeBytes) => array(name, note, type, items, sizeBytes);

writeTables("language", "core/text/tables/language_table.h", [
  number("kDimensions", "Weights of a letter group.", "std::size_t", dimensions),
  number("kHeadScale", "What a unit of kHeads stands for.", "float", `${model.head_scale}F`),
  arrayOf(
    "kModelLanguages",
    "In the order of the scores.",
    "Lang",
    languages.map((name) => `Lang::${pascal(name)}`),
    1,
  ),
  arrayOf(
    "kScriptLanguages",
    "Scripts that several languages share.",
    "ScriptLanguages",
    Object.entries(model.scripts).map(
      ([script, [begin, end]]) => `{Script::${script}, ${begin}, ${end}}`,
    ),
    3,
  ),
  arrayOf(
    "kBias",
    "Score of each language to begin with, in 1/256.",
    "std::int16_t",
    model.bias_q8,
    2,
  ),
  arrayOf(
    "kHeads",
    "(kDimensions, languages), in kHeadScale.",
    "std::int8_t",
    model.heads_q8.flat(),
    1,
  ),
  arrayOf(
    "kGroupBits",
    "A bit for each letter group, lowest first.",
    "std::uint64_t",
    words.map(hex),
    8,
  ),
  arrayOf(
    "kGroupsBefore",
    "Bits set before each word of kGroupBits.",
    "std::uint16_t",
    groupsBefore,
    2,
  ),
  {
    ...arrayOf(
      "kRows",
      "(letter groups, kDimensions), kRowsInString rows a string.",
      "const char*",
      rowStrings,
      0,
    ),
    bytes: model.rows.length,
  },
]);
