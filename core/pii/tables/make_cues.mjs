// cues.tsv -> cues.gen.h (the closed list of cues), and their words into models/names/model.bin.
// node core/pii/tables/make_cues.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { banner, rows, write } from "./generate.mjs";
import { fnv, keyOf, pairHash, wordHash } from "./word_hash.mjs";

const cues = [];
const maskOf = new Map();
for (const [name, words] of rows("cues.tsv")) {
  const bit = 1n << BigInt(cues.length);
  cues.push(name);
  for (const entry of words.trim().split(/\s+/)) {
    const [first, second] = entry.split("+").map(wordHash);
    const key = second === undefined ? first : pairHash(first, second);
    maskOf.set(key, (maskOf.get(key) ?? 0n) | bit);
  }
}
if (cues.length > 64) throw new Error("a CueSet holds 64 cues");

const sets = [...new Set(maskOf.values())].sort((a, b) => (a < b ? -1 : 1));
if (sets.length > 255) throw new Error("more than 255 sets of cues");
const keys = [...maskOf]
  .map(([hash, mask]) => ({ key: keyOf(hash), set: sets.indexOf(mask) + 1 }))
  .sort((a, b) => a.key - b.key);
if (new Set(keys.map(({ key }) => key)).size < keys.length)
  throw new Error("two words share a key");

write(
  "cues.gen.h",
  `${banner("make_cues.mjs")}#pragma once

#include <cstdint>

namespace undertone::pii {

/// What a word near a candidate speaks of; words of each in cues.tsv.
enum class Cue : std::uint8_t {
${cues.map((name) => `  ${name},`).join("\n")}
};

}  // namespace undertone::pii
`,
);
// The section of cues in the model: models/names/FORMAT.md.
const section = [];
for (const set of sets) {
  for (let shift = 0n; shift < 64n; shift += 8n) section.push(Number((set >> shift) & 255n));
}
section.push(...keys.map(({ set }) => set));
keys.forEach(({ key }, i) => {
  let gap = key - (keys[i - 1]?.key ?? 0);
  for (; gap > 127; gap >>= 7) section.push((gap & 127) | 128);
  section.push(gap);
});

const path = new URL("../../../models/names/model.bin", import.meta.url);
const kHeaderBytes = 44;
const old = readFileSync(path);
const [oldCues, oldSets] = [old.readUInt32LE(36), old.readUInt32LE(40)];
let end = kHeaderBytes + oldSets * 8 + oldCues;
for (let i = 0; i < oldCues; ++i) while (old[end++] > 127);
const body = Buffer.concat([Buffer.from(section), old.subarray(end)]);
const header = Buffer.from(old.subarray(0, kHeaderBytes));
header.writeUInt32LE(kHeaderBytes + body.length, 8);
header.writeUInt32LE(fnv(body), 12);
header.writeUInt32LE(keys.length, 36);
header.writeUInt32LE(sets.length, 40);
writeFileSync(path, Buffer.concat([header, body]));
