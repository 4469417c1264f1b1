// One code point of a valid text with all that the scanners ask about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/text/char_class.h"
#include "core/text/utf8.h"

namespace undertone::scan {

struct Glyph {
  char32_t value = 0;
  /// bytes in the text; 0 = the end of the text
  std::uint32_t size_bytes = 0;
  CharInfo info;

  [[nodiscard]] constexpr bool at_end() const noexcept { return size_bytes == 0; }
  [[nodiscard]] constexpr bool is(CharClass char_class) const noexcept {
    return info.char_class == char_class;
  }
  [[nodiscard]] constexpr bool is_space() const noexcept {
    return is(CharClass::Space) || is(CharClass::LineBreak);
  }
  /// A letter, also of a script without spaces, or a digit.
  [[nodiscard]] constexpr bool is_alnum() const noexcept {
    return is(CharClass::Letter) || is(CharClass::Digit);
  }
  /// Continues a word once it has begun.
  [[nodiscard]] constexpr bool is_word_part() const noexcept {
    return (is_alnum() && !is_unspaced(info.script)) || is(CharClass::Mark) ||
           is(CharClass::Invisible);
  }
};

/// The code point at byte `at`; one with size 0 and the class Control at the end.
[[nodiscard]] inline Glyph read(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return {};
  const utf8::CodePoint c = utf8::decode_valid(text, at);
  return {c.value, c.size_bytes, char_info(c.value)};
}

/// The code point that ends at byte `at`; one with size 0 at the beginning.
[[nodiscard]] inline Glyph read_before(std::string_view text, std::size_t at) noexcept {
  if (at == 0) return {};
  do --at;
  while (at > 0 && (static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80U);
  return read(text, at);
}

}  // namespace undertone::scan
