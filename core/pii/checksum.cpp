#include "core/pii/checksum.h"

#include <algorithm>

#include "core/pii/ascii.h"

namespace undertone::pii {
namespace {

/// Verhoeff's multiplication table of the dihedral group D5 and its powers of the permutation, row
/// after row of ten.
constexpr std::string_view kDihedral =
    "0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876"
    "543210";
constexpr std::string_view kPermutation =
    "01234567891576283094580379614289160435279453126870428657390127938064157046913258";

}  // namespace

bool luhn(std::string_view digits) noexcept {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0;) {
    const int value = digit(digits, i) * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    twice = !twice;
  }
  return sum % 10 == 0;
}

bool verhoeff(std::string_view digits) noexcept {
  std::size_t check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto value = static_cast<std::size_t>(digit(digits, digits.size() - 1 - i));
    const auto moved = static_cast<std::size_t>(kPermutation[i % 8 * 10 + value] - '0');
    check = static_cast<std::size_t>(kDihedral[check * 10 + moved] - '0');
  }
  return check == 0;
}

bool mod_11_10(std::string_view digits) noexcept {
  int product = 10;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
    int sum = (digit(digits, i) + product) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return (product + digit(digits, digits.size() - 1)) % 10 == 1;
}

unsigned remainder(std::string_view chars, unsigned divisor) noexcept {
  unsigned rest = 0;
  for (const char c : chars) {
    const auto value = static_cast<unsigned>(ascii::base36(c));
    rest = (rest * (value > 9 ? 100U : 10U) + value) % divisor;
  }
  return rest;
}

int weighted_sum(std::string_view digits, std::span<const signed char> weights) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < std::min(digits.size(), weights.size()); ++i) {
    sum += digit(digits, i) * weights[i];
  }
  return sum;
}

bool two_checks(std::string_view chars, std::span<const signed char> weights) noexcept {
  for (std::size_t skipped = 2; skipped-- > 0;) {
    const std::size_t at = weights.size() - skipped;
    const int sum = weighted_sum(chars.substr(0, at), weights.subspan(skipped));
    if (sum * 10 % 11 % 10 != digit(chars, at)) return false;
  }
  return true;
}

}  // namespace undertone::pii
