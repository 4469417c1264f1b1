// A number or code as people write it, without what they put between its parts:
//
//   text   "4111-1111 1111 1111 ok"      chars  4111111111111111OK
//                                        gaps   ....-... ...
// Detectors compare prefixes of `chars` that end where a group ends with their grammars.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone::pii {

struct Run {
  /// The longest grammar over groups is an IBAN of 34.
  static constexpr std::size_t kChars = 40;
  /// Gap of more than one byte, as in "(212) 555".
  static constexpr char kMixed = '*';

  /// letters (upper case) and digits
  std::array<char, kChars> chars{};
  /// byte of each in the text
  std::array<std::uint32_t, kChars> at{};
  /// what stands before each: NUL nothing, the separator, or kMixed
  std::array<char, kChars> gap{};
  /// bit i: there is a gap before chars[i], or i = size and the run ends where a group does
  std::uint64_t ends = 0;
  std::size_t size = 0;
  /// leading digits of chars
  std::size_t num_digits = 0;
  /// chars was too small
  bool cut = false;
  /// read over any signs: its kind has to be named, or it be alone
  bool odd = false;

  /// A group ends after `length` chars.
  [[nodiscard]] bool ends_after(std::size_t length) const noexcept {
    return (ends >> length & 1U) != 0;
  }
  [[nodiscard]] std::size_t begin() const noexcept { return at[0]; }
  [[nodiscard]] std::size_t end_after(std::size_t length) const noexcept {
    return at[length - 1] + 1U;
  }
  [[nodiscard]] std::string_view prefix(std::size_t length) const noexcept {
    return {chars.data(), length};
  }
  /// Bit i: a group begins at chars[i]; for 0 < i < length.
  [[nodiscard]] std::uint64_t groups(std::size_t length) const noexcept {
    return ends & ((std::uint64_t{1} << length) - 1);
  }
  /// The separator if all gaps within `length` chars are the same one, NUL if there is no gap, else
  /// kMixed.
  [[nodiscard]] char separator(std::size_t length) const noexcept;
  /// No letter is lower case in the text: groups joined by spaces are a code, not words like those
  /// of "add 3 Natsu Mini Berryz", which an IBAN's check digits let pass.
  [[nodiscard]] bool all_capitals(std::string_view text, std::size_t length) const noexcept;
  /// More groups of the same row of digits stand before it.
  [[nodiscard]] bool went_before(std::string_view text, std::size_t length) const noexcept;
  /// More of them stand before or after.
  [[nodiscard]] bool goes_on(std::string_view text, std::size_t length) const noexcept;
};

/// Reads the run that begins at `at`. Groups are joined by one of " -./", or by up to three bytes
/// of " -/()" as in phone numbers.
///
/// Input  `odd`: by any three signs, as who hides a number or wraps it has them
/// Cost   at most kChars letters and digits
[[nodiscard]] Run read_run(std::string_view text, std::size_t at, bool odd = false) noexcept;

/// Signs between `at` and a digit that an odd run goes on over; 0 if there is none.
[[nodiscard]] std::size_t odd_gap(std::string_view text, std::size_t at) noexcept;

/// `groups` bits of a written form, e.g. groups_of({3, 2, 4}) for 123-45-6789.
template <std::size_t N>
[[nodiscard]] constexpr std::uint64_t groups_of(const int (&sizes)[N]) noexcept {
  std::uint64_t bits = 0;
  int at = 0;
  for (std::size_t i = 0; i + 1 < N; ++i) {
    at += sizes[i];
    bits |= std::uint64_t{1} << at;
  }
  return bits;
}

}  // namespace undertone::pii
