// Writes the language model's file from model.json, as FORMAT.md says:
// node models/langid/pack.mjs [path of the file]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HEADER_BYTES = 32;
const FORMAT = 1;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** ISO 15924. */
const scriptTags = { Latin: "Latn", Cyrillic: "Cyrl", Arabic: "Arab", Devanagari: "Deva" };

/** FNV-1a, 32 bits. */
function checksum(bytes) {
  let hash = 2166136261;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}

const u16 = (value) => Buffer.from(Uint16Array.of(value).buffer);
const name = (letters) => Buffer.from(letters.padEnd(4, "\0"), "latin1");

const model = JSON.parse(readFileSync(here("model.json"), "utf8"));
const { languages, scripts, dimensions } = model;

const body = Buffer.concat([
  ...languages.map(name),
  ...Object.entries(scripts).flatMap(([script, [begin, end]]) => [
    name(scriptTags[script]),
    u16(begin),
    u16(end),
  ]),
  ...model.bias_q8.map(u16),
  Buffer.from(Int8Array.from(model.heads_q8.flat()).buffer),
  Buffer.from(model.groups, "base64"),
  Buffer.from(Buffer.from(model.rows, "latin1").map((letter) => letter - "d".charCodeAt(0))),
]);

const header = Buffer.alloc(HEADER_BYTES);
header.write("UTLG", 0, "latin1");
header.writeUInt32LE(FORMAT, 4);
header.writeUInt32LE(HEADER_BYTES + body.length, 8);
header.writeUInt32LE(checksum(body), 12);
header.writeUInt16LE(languages.length, 16);
header.writeUInt16LE(Object.keys(scripts).length, 18);
header.writeUInt32LE(dimensions, 20);
header.writeUInt32LE(model.rows.length / dimensions, 24);
header.writeFloatLE(model.head_scale, 28);
writeFileSync(process.argv[2] ?? here("model.bin"), Buffer.concat([header, body]));
