// Classes of bytes. Every grammar of this stage is written over ASCII (see plain.h for how other
// scripts' digits and dashes get there); a byte of a longer code point is "high" and nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone::ascii {

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_alpha(char c) noexcept { return is_upper(c) || is_lower(c); }
[[nodiscard]] constexpr bool is_alnum(char c) noexcept { return is_alpha(c) || is_digit(c); }
[[nodiscard]] constexpr bool is_high(char c) noexcept {
  return static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
[[nodiscard]] constexpr char upper(char c) noexcept {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
[[nodiscard]] constexpr char lower(char c) noexcept {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool is_hex(char c) noexcept {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}
/// 0 to 9 for digits, 10 to 35 for letters.
[[nodiscard]] constexpr int base36(char c) noexcept {
  return is_digit(c) ? c - '0' : upper(c) - 'A' + 10;
}

/// The byte at `at`, or NUL outside of the text: a neighbour that belongs to no class.
[[nodiscard]] constexpr char at_or_nul(std::string_view text, std::size_t at) noexcept {
  return at < text.size() ? text[at] : '\0';
}
[[nodiscard]] constexpr char before_or_nul(std::string_view text, std::size_t at) noexcept {
  return at > 0 ? text[at - 1] : '\0';
}

/// `prefix` in lower case stands at `at`, in any case.
[[nodiscard]] constexpr bool has_prefix(std::string_view text, std::size_t at,
                                        std::string_view prefix) noexcept {
  if (at > text.size() || text.size() - at < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (lower(text[at + i]) != prefix[i]) return false;
  }
  return true;
}

/// Takes the first of several words, each with a "|" behind it. One text is shorter than a list.
[[nodiscard]] constexpr std::string_view take_word(std::string_view& words) noexcept {
  const std::string_view word = words.substr(0, words.find('|'));
  words.remove_prefix(word.size() + 1);
  return word;
}

}  // namespace undertone::ascii
