// cues.tsv -> cues.gen.h (the closed list of cues) and cues.gen.cpp (the hashed words).
// node core/pii/tables/make_cues.mjs
import { array, banner, rows, write } from "./generate.mjs";
import { pairHash, slotOf, wordHash } from "./word_hash.mjs";

const kBits = 11;
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
const checks = new Array(1 << kBits).fill(0);
const ids = new Array(1 << kBits).fill(0);
for (const [key, mask] of [...maskOf].sort(([a], [b]) => a - b)) {
  let { slot, check } = slotOf(key, kBits);
  while (checks[slot] !== 0) {
    if (checks[slot] === check) throw new Error("two words share slot and check: change kBits");
    slot = (slot + 1) % checks.length;
  }
  checks[slot] = check;
  ids[slot] = masks.indexOf(mask);
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

inline constexpr unsigned kCueBits = ${kBits};
extern const std::array<std::uint16_t, ${1 << kBits}> kCueChecks;
extern const std::array<std::uint8_t, ${1 << kBits}> kCueMaskIds;
extern const std::array<std::uint64_t, ${masks.length}> kCueMasks;

}  // namespace undertone::pii
`,
);
write(
  "cues.gen.cpp",
  `${banner("make_cues.mjs")}#include "core/pii/tables/cues.gen.h"

namespace undertone::pii {

${array("std::uint16_t", "kCueChecks", checks)}
${array("std::uint8_t", "kCueMaskIds", ids)}
${array(
  "std::uint64_t",
  "kCueMasks",
  masks.map((m) => `0x${m.toString(16)}`),
)}
}  // namespace undertone::pii
`,
);
