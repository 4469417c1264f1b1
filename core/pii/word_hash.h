// The key under which a word is looked up: its letters in lower case and without diacritics.
// core/pii/tables/word_hash.mjs computes the same for the generated tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/pii/ascii.h"

namespace undertone::pii {

/// FNV-1a (Fowler, Noll, Vo), 32 bits.
inline constexpr std::uint32_t kHashSeed = 0x811C9DC5U;
inline constexpr std::uint32_t kHashPrime = 0x01000193U;
/// 2^32 divided by the golden ratio: spreads keys over a table (Knuth, TAOCP 3, 6.4).
inline constexpr std::uint32_t kHashSpread = 0x9E3779B1U;

[[nodiscard]] constexpr std::uint32_t hash_byte(std::uint32_t hash, char c) noexcept {
  return (hash ^ static_cast<unsigned char>(c)) * kHashPrime;
}

/// Base letters of U+00C0 to U+017F, '?' where a code point has none.
inline constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghh??iiiiiiiiii??jjkk?llllll?"
    "?llnnnnnn???oooooooorrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzz?";

/// The base letter of the two-byte code point `lead` `trail`, or NUL if it is none of Latin-1 and
/// Latin Extended-A.
[[nodiscard]] constexpr char base_letter(char lead, char trail) noexcept {
  const auto first = static_cast<unsigned char>(lead);
  const auto second = static_cast<unsigned char>(trail);
  if (first < 0xC3 || first > 0xC5 || second < 0x80 || second > 0xBF) return '\0';
  const std::size_t index = (first - 0xC3U) * 64U + (second - 0x80U);
  return kBaseLetters[index] == '?' ? '\0' : kBaseLetters[index];
}

/// Hash of a whole word, for constants and tests; the reader hashes while it reads.
[[nodiscard]] constexpr std::uint32_t word_hash(std::string_view word) noexcept {
  std::uint32_t hash = kHashSeed;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char base = i + 1 < word.size() ? base_letter(word[i], word[i + 1]) : '\0';
    if (base != '\0') {
      hash = hash_byte(hash, base);
      ++i;
    } else {
      hash = hash_byte(hash, ascii::lower(word[i]));
    }
  }
  return hash;
}

/// Key of two words in a row.
[[nodiscard]] constexpr std::uint32_t pair_hash(std::uint32_t first,
                                                std::uint32_t second) noexcept {
  return ((first * kHashSpread) ^ second) * kHashPrime;
}

}  // namespace undertone::pii
