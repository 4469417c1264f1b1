// What a code point is: its class, its script, its case. Data of Unicode 17 in
// core/text/tables/char_class.gen.cpp (which states its own size), ASCII is a direct table here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

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

namespace char_class_detail {

constexpr CharInfo ascii_info(char c) noexcept {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return {CharClass::Letter, Script::Latin};
  if (c >= '0' && c <= '9') return {CharClass::Digit, Script::Common};
  if (c == ' ' || c == '\t') return {CharClass::Space, Script::Common};
  if (c >= '\n' && c <= '\r') return {CharClass::LineBreak, Script::Common};
  if (c < ' ' || c == '\x7F') return {CharClass::Control, Script::Common};
  constexpr std::string_view kSymbols = "$+<=>^`|~";  // general category S
  const bool symbol = kSymbols.find(c) != std::string_view::npos;
  return {symbol ? CharClass::Symbol : CharClass::Punctuation, Script::Common};
}

inline constexpr std::array<CharInfo, 128> kAscii = [] {
  std::array<CharInfo, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = ascii_info(static_cast<char>(i));
  return table;
}();

[[nodiscard]] CharInfo search(char32_t code_point) noexcept;
[[nodiscard]] char32_t search_lower_case(char32_t code_point) noexcept;

}  // namespace char_class_detail

/// Cost  one table read for ASCII, else a walk over the ranges of its page
[[nodiscard]] inline CharInfo char_info(char32_t code_point) noexcept {
  return code_point < 0x80 ? char_class_detail::kAscii[code_point]
                           : char_class_detail::search(code_point);
}

/// Simple lower case; the code point itself where there is none.
[[nodiscard]] inline char32_t lower_case(char32_t code_point) noexcept {
  if (code_point >= 0x80) return char_class_detail::search_lower_case(code_point);
  return code_point >= 'A' && code_point <= 'Z' ? code_point + ('a' - 'A') : code_point;
}

[[nodiscard]] inline bool is_upper(char32_t code_point) noexcept {
  return lower_case(code_point) != code_point;
}

/// Written without spaces between words: the tokenizer makes one token per code point.
[[nodiscard]] constexpr bool is_unspaced(Script script) noexcept {
  return script == Script::Han || script == Script::Kana || script == Script::Thai ||
         script == Script::Unspaced;
}

}  // namespace undertone
