// Check digits. Every function takes the characters of a number without separators.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace undertone::pii {

/// Luhn's algorithm over all digits.  Source  ISO/IEC 7812-1, annex B
[[nodiscard]] bool luhn(std::string_view digits) noexcept;

/// Verhoeff's algorithm over all digits.  Source  Verhoeff, "Error Detecting Decimal Codes" (1969)
[[nodiscard]] bool verhoeff(std::string_view digits) noexcept;

/// Pure system "mod 11, 10".  Source  ISO/IEC 7064
[[nodiscard]] bool mod_11_10(std::string_view digits) noexcept;

/// Remainder of a decimal number; letters count as two digits, A = 10 to Z = 35.
[[nodiscard]] unsigned remainder(std::string_view chars, unsigned divisor) noexcept;

/// Sum of digit times weight over the shorter of both.
[[nodiscard]] int weighted_sum(std::string_view digits,
                               std::span<const signed char> weights) noexcept;

/// Two check digits mod 11 behind as many characters as all weights but one are; 10 is written as
/// 0. A letter counts as its distance from '0' in ASCII.
[[nodiscard]] bool two_checks(std::string_view chars,
                              std::span<const signed char> weights) noexcept;

/// Two decimal digits at `at`.
[[nodiscard]] constexpr int two_digits(std::string_view digits, std::size_t at) noexcept {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}
[[nodiscard]] constexpr int digit(std::string_view digits, std::size_t at) noexcept {
  return digits[at] - '0';
}

/// A day of the calendar; 29 February always counts (the century is rarely known).
[[nodiscard]] constexpr bool is_date(int day, int month) noexcept {
  if (month < 1 || month > 12 || day < 1) return false;
  if (month == 2) return day <= 29;
  const bool short_month = month == 4 || month == 6 || month == 9 || month == 11;
  return day <= (short_month ? 30 : 31);
}

}  // namespace undertone::pii
