// cues.tsv -> cues.gen.h (the closed list of cues) and cues.gen.cpp (the hashed words).
// node core/pii/tables/make_cues.mjs
import { array, banner, rows, write } from "./generate.mjs";
import { pairHash, placeOf, wordHash } from "./word_hash.mjs";

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

const masks = [...new Set(maskOf.values())].sort((a, b) => (a < b ? -1 : 1));
if (masks.length > 256) throw new Error("more than 256 sets of cues");
const keys = [...maskOf]
  .map(([key, mask]) => ({ ...placeOf(key), id: masks.indexOf(mask) }))
  .sort((a, b) => a.bucket - b.bucket || a.check - b.check);
const begins = [...Array(257).keys()].map((b) => keys.filter(({ bucket }) => bucket < b).length);
if (new Set(keys.map(({ bucket, check }) => bucket * 65536 + check)).size < keys.length) {
  throw new Error("two words share bucket and check");
}

write(
  "cues.gen.h",
  `${banner("make_cues.mjs")}#pragma once

#include <array>
#include <cstdint>

namespace undertone::pii {

/// What a word near a candidate speaks of; words of each in cues.tsv.
enum class Cue : std::uint8_t {
${cues.map((name) => `  ${name},`).join("\n")}
};

extern const std::array<std::uint16_t, ${begins.length}> kCueBegins;
extern const std::array<std::uint16_t, ${keys.length}> kCueChecks;
extern const std::array<std::uint8_t, ${keys.length}> kCueMaskIds;
extern const std::array<std::uint64_t, ${masks.length}> kCueMasks;

}  // namespace undertone::pii
`,
);
write(
  "cues.gen.cpp",
  `${banner("make_cues.mjs")}#include "core/pii/tables/cues.gen.h"

namespace undertone::pii {

${array("std::uint16_t", "kCueBegins", begins)}
${array(
  "std::uint16_t",
  "kCueChecks",
  keys.map(({ check }) => check),
)}
${array(
  "std::uint8_t",
  "kCueMaskIds",
  keys.map(({ id }) => id),
)}
${array(
  "std::uint64_t",
  "kCueMasks",
  masks.map((m) => `0x${m.toString(16)}`),
)}
}  // namespace undertone::pii
`,
);
