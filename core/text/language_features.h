// What of a message tells its language: which scripts its letters have, and its groups of letters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/text/char_class.h"
#include "core/text/token.h"

namespace undertone {

/// Letters of each script, indexed by Script.
using ScriptCounts = std::array<std::uint32_t, kNumScripts>;

/// Counts the letters of the words and ideographs of a message; code, links and the like are no
/// evidence of its language.
///
/// Input  valid UTF-8 and its tokens
[[nodiscard]] ScriptCounts count_scripts(std::string_view text,
                                         std::span<const Token> tokens) noexcept;

/// The script most of them have, a code point of Chinese, Japanese and Korean counting as three
/// letters (it says about as much); Common if there are no letters.
[[nodiscard]] Script dominant_script(const ScriptCounts& letters) noexcept;

/// Letter groups are known by a hash of 16 bits. Two that collide are one to the model, which was
/// trained so; 15 bits cost 2 % of accuracy, 18 bits gain nothing (models/langid/card.md).
inline constexpr std::size_t kLetterGroups = 1U << 16U;

/// Words that are read. More would hardly change the answer.
inline constexpr std::size_t kLanguageWords = 24;
/// Code points of a word that are read.
inline constexpr std::size_t kLanguageWordLetters = 24;

/// The letter groups of a message, all in one buffer; about 5 kB.
struct LetterGroups {
  static constexpr std::size_t kCapacity = kLanguageWords * (4 * kLanguageWordLetters + 8);
  std::array<std::uint16_t, kCapacity> hashes;
  std::size_t num_hashes = 0;

  [[nodiscard]] std::span<const std::uint16_t> all() const noexcept {
    return {hashes.data(), num_hashes};
  }
};

/// Collects the letter groups of the first words in `script`: for each word in lower case, its ends
/// marked, all groups of one to four code points, and the word as a whole if it is longer.
///
/// Input  valid UTF-8 and its tokens
/// Cost   linear in the words read
void collect_letter_groups(std::string_view text, std::span<const Token> tokens, Script script,
                           LetterGroups& groups) noexcept;

}  // namespace undertone
