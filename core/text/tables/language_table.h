// Layout of language.gen.h: the language model, models/langid/card.md says how good it is.
//
//   hash of a letter group -> bit in kGroupBits -> its row, the number of bits set before it
//     (kGroupsBefore counts them up to each word of bits)
//   row -> kDimensions weights, a letter each, kZeroWeight for 0        summed over all groups
//   sums x kHeads -> a score per language, + kBias                      softmax within the script
//
// One letter a weight takes a byte in memory and is what brotli packs best: 2.4 bits a weight, as
// much as its entropy. Packed by hand into nibbles it would take 4, and the bits 0.5 kB more if
// the groups were a sorted list.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/vocabulary.gen.h"
#include "core/text/char_class.h"

namespace undertone::tables {

/// Languages of one script, [begin, end) of kModelLanguages.
struct ScriptLanguages {
  Script script;
  std::uint8_t begin;
  std::uint8_t end;
};

inline constexpr char kZeroWeight = 'd';

/// Rows in one string of kRows, so that no string literal is longer than compilers must take.
inline constexpr std::size_t kRowsInString = 4096;

}  // namespace undertone::tables
