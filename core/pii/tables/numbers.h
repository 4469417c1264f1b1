// Tables of numbering authorities, generated from the .tsv files of this folder by
// make_numbers.mjs. Sorted by their first member. About 900 bytes.
#pragma once

#include <cstdint>
#include <span>

namespace undertone::pii {

/// Length of the IBANs of one country.
struct IbanLength {
  /// two letters, the first in the high byte
  std::uint16_t country;
  std::uint8_t length;
};

/// First four digits of payment cards, and how long their numbers are.
struct CardRange {
  std::uint16_t first;
  std::uint16_t last;
  std::uint8_t min_digits;
  std::uint8_t max_digits;
  /// short numbers in a wide range: a check digit alone proves little
  bool weak;
};

/// Country calling codes and how many digits follow them, in columns because these pack best.
struct CallingCodes {
  /// of each code to the next
  std::span<const std::uint8_t> steps;
  /// least digits, and sixteen times the most
  std::span<const std::uint8_t> digits;
};

[[nodiscard]] std::span<const IbanLength> iban_lengths() noexcept;
[[nodiscard]] std::span<const CardRange> card_ranges() noexcept;
[[nodiscard]] CallingCodes calling_codes() noexcept;

}  // namespace undertone::pii
