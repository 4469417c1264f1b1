// The spelling under which words are looked up: what chat writes in many ways becomes one.
//
//   SOOOO -> soo      caf<e-acute> -> cafe      don<right quote>t -> don't      <fullwidth OK> ->
//   ok
//
// In order, for each code point:
//   1. invisible code points (zero width, bidirectional controls, variation selectors), the tatweel
//      that stretches Arabic, and skin tones vanish;
//   2. compatibility forms become plain: full and half width, mathematical and circled letters;
//   3. lower case;
//   4. Latin, Greek and Cyrillic letters lose their diacritics, Arabic and Hebrew their points:
//      in chat they are left out as often as written, so both must be one key (the price: "ano"
//      and "a<n-tilde>o" are one, too; language guessing therefore reads the unfolded text);
//      Latin letters that no decomposition reaches have a table: o-slash -> o, sharp s -> ss;
//   5. curly and other apostrophes become straight, all dashes become "-";
//   6. in a word with Latin letters, Cyrillic and Greek look-alikes become Latin;
//   7. a letter three or more times in a row is written twice ("soo"), or once on request.
// Digits stay digits: "gr8" is a word of its own, not "great".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone {

/// A folded word is cut at a code point beyond this; no word of any lexicon is that long.
inline constexpr std::size_t kFoldedBytes = 64;

using FoldBuffer = std::array<char, kFoldedBytes>;

/// How often a stretched letter ("soooo", "cooool") is written. No rule gets both of these right,
/// so a lookup tries Twice first, then Once.
enum class Stretch : std::uint8_t { Twice, Once };

/// Folds one token.
///
/// Input     valid UTF-8, usually a Word; a longer text is folded as far as it fits
/// Output    at most kFoldedBytes of valid UTF-8
/// Lifetime  until `buffer` changes
/// Cost      linear in what fits, no allocation
[[nodiscard]] std::string_view fold(std::string_view word, FoldBuffer& buffer,
                                    Stretch stretch = Stretch::Twice) noexcept;

}  // namespace undertone
