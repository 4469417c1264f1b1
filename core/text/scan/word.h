// Words and numbers: where they end, where contractions part, what they look like.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/text/token.h"

namespace undertone::scan {

/// Where the word or number that begins with the letter, digit or mark at `at` ends, and which it
/// is.
struct WordEnd {
  std::size_t end = 0;
  TokenKind kind = TokenKind::Word;
  /// first apostrophe inside it; == end if there is none
  std::size_t apostrophe = 0;
};
[[nodiscard]] WordEnd word_end(std::string_view text, std::size_t at) noexcept;

/// Where the first part of a contraction ends ("do|n't", "I|'m", "l'|eau"); `end` if it has one
/// part.
///
/// Input  a Word [begin, end) whose first apostrophe is at `apostrophe`
[[nodiscard]] std::size_t contraction_part_end(std::string_view text, std::size_t begin,
                                               std::size_t apostrophe, std::size_t end) noexcept;

/// The first apostrophe in [begin, end); `end` if there is none.
[[nodiscard]] std::size_t next_apostrophe(std::string_view text, std::size_t begin,
                                          std::size_t end) noexcept;

/// Flags and length of a word: everything that takes a look at each of its code points.
struct WordLook {
  /// kCapitalised, kAllCaps, kStretched
  std::uint8_t flags = 0;
  std::uint16_t length_codepoints = 0;
};
[[nodiscard]] WordLook word_look(std::string_view word) noexcept;

}  // namespace undertone::scan
