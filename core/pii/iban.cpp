// International bank account numbers: two letters, two check digits, and as many letters and
// digits as the country has, together or in groups.
// Source  ISO 13616-1 (mod 97-10 of ISO/IEC 7064); lengths in tables/iban.tsv
#include <algorithm>
#include <array>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/detectors.h"
#include "core/pii/tables/numbers.h"

namespace undertone::pii {
namespace {

/// Characters that move to the end before the remainder is taken.
constexpr std::size_t kHead = 4;

/// Length for the country whose two letters `chars` begins with, 0 if it has no IBAN.
[[nodiscard]] std::size_t length_of(std::string_view chars) noexcept {
  const auto country = static_cast<std::uint16_t>(chars[0] * 256 + chars[1]);
  const auto table = iban_lengths();
  const auto found =
      std::lower_bound(table.begin(), table.end(), country,
                       [](const IbanLength& row, std::uint16_t c) { return row.country < c; });
  return found != table.end() && found->country == country ? found->length : 0;
}

[[nodiscard]] bool has_valid_check(std::string_view chars) noexcept {
  std::array<char, Run::kChars> moved{};
  const auto end = std::copy(chars.begin() + kHead, chars.end(), moved.begin());
  std::copy(chars.begin(), chars.begin() + kHead, end);
  return remainder({moved.data(), chars.size()}, 97) == 1;
}

/// Groups of four, or none.
[[nodiscard]] bool in_usual_groups(const Run& run, std::size_t length) noexcept {
  constexpr std::uint64_t kFours = 0x1111111111111110U;
  const std::uint64_t groups = run.groups(length);
  return groups == 0 || groups == (kFours & ((std::uint64_t{1} << length) - 1));
}

}  // namespace

void find_iban(Scan& scan, const Run& run) noexcept {
  const std::size_t length = length_of(run.prefix(2));
  if (length == 0 || length > run.size || !run.ends_after(length)) return;
  if (!has_valid_check(run.prefix(length))) return;
  const std::size_t end = run.end_after(length);
  const bool usual = in_usual_groups(run, length) || run.all_capitals(scan.text, length);
  if (run.odd || run.separator(length) == '/' || !usual) {
    const Evidence evidence = scan.evidence(run.begin(), end, cue(Cue::Bank), 0, 0);
    // "no 9873 ssn no 8820" are words and two numbers.
    const bool digits = run.prefix(length).find_first_not_of("0123456789", 2) >= length;
    if (evidence < (usual ? Evidence::Alone : Evidence::Own) || !(usual || digits)) return;
  }
  scan.offer(EntityType::IbanCode, run.begin(), end, 1.0F);
}

}  // namespace undertone::pii
