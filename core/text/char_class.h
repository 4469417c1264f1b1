// What a code point is: its class, its script, its case. Data of Unicode 17 in
// core/text/tables/char_class.gen.cpp (which states its own size), one binary search per lookup;
// ASCII is a direct table.
#pragma once

#include <cstddef>
#include <cstdint>

namespace undertone {

enum class CharClass : std::uint8_t {
  Control,    ///< control, surrogate, private use, unassigned
  Invisible,  ///< format: zero width, bidirectional controls, tags, variation selectors
  Space,      ///< white space within a line
  LineBreak,  ///< white space that ends a line or paragraph
  Letter,     ///< also letter-like numbers and modifier letters
  Mark,       ///< combines with what is before it
  Digit,      ///< decimal digit of any script
  Punctuation,
  Symbol,
  Emoji,  ///< shown as a picture, alone or as the beginning of a sequence
};

/// Scripts that some stage tells apart; the languages that use each in core/text/language.h.
enum class Script : std::uint8_t {
  Common,  ///< shared or inherited: digits, punctuation, emoji, combining marks
  Other,   ///< any script without a name here
  Latin,
  Greek,
  Cyrillic,
  Armenian,
  Hebrew,
  Arabic,
  Devanagari,
  Bengali,
  Gurmukhi,
  Gujarati,
  Tamil,
  Telugu,
  Thai,
  Georgian,
  Hangul,
  Kana,  ///< Hiragana and Katakana
  Han,
  Unspaced,  ///< further scripts written without spaces: Lao, Khmer, Myanmar, ...
};
inline constexpr std::size_t kNumScripts = 20;

struct CharInfo {
  CharClass char_class = CharClass::Control;
  Script script = Script::Common;
};

/// Cost  one table read for ASCII, else a binary search of about ten steps
[[nodiscard]] CharInfo char_info(char32_t code_point) noexcept;

/// Simple lower case; the code point itself where there is none.
[[nodiscard]] char32_t lower_case(char32_t code_point) noexcept;

[[nodiscard]] inline bool is_upper(char32_t code_point) noexcept {
  return lower_case(code_point) != code_point;
}

/// Written without spaces between words: the tokenizer makes one token per code point.
[[nodiscard]] constexpr bool is_unspaced(Script script) noexcept {
  return script == Script::Han || script == Script::Kana || script == Script::Thai ||
         script == Script::Unspaced;
}

}  // namespace undertone
