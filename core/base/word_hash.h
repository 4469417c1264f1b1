// The hash by which words are known once their letters are gone.
#pragma once

#include <cstdint>
#include <string_view>

namespace undertone {

inline constexpr std::uint32_t kWordHashSeed = 2166136261U;

/// One more byte.
[[nodiscard]] constexpr std::uint32_t word_hash_step(std::uint32_t hash,
                                                     std::uint8_t byte) noexcept {
  return (hash ^ byte) * 16777619U;
}

/// Hash of a folded word (lower case, as text folding leaves it), or of a class such as "<url>".
///
/// Input   UTF-8; the empty word has the hash kWordHashSeed
/// Source  FNV-1a, 32 bits: short enough to be repeated by every generator of a table of words
[[nodiscard]] constexpr std::uint32_t word_hash(std::string_view folded) noexcept {
  std::uint32_t hash = kWordHashSeed;
  for (const char byte : folded) hash = word_hash_step(hash, static_cast<std::uint8_t>(byte));
  return hash;
}

static_assert(word_hash("") == 0x811C9DC5U);
static_assert(word_hash("a") == 0xE40C292CU);
static_assert(word_hash("foobar") == 0xBF9CF968U);

}  // namespace undertone
