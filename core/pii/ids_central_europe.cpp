// Identifiers of Germany, Austria, Switzerland and Poland.
#include <array>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/id_rule.h"
#include "core/pii/run.h"

namespace undertone::pii {
namespace {

/// Among the first ten digits one stands two or three times, the others at most once.
/// Source  Bundeszentralamt fuer Steuern, "Steuerliche Identifikationsnummer" (since 2016);
///         ISO/IEC 7064 mod 11, 10
[[nodiscard]] bool is_steuer_id(std::string_view c) noexcept {
  std::array<int, 10> counts{};
  for (const char d : c.substr(0, 10)) ++counts[static_cast<std::size_t>(d - '0')];
  int repeated = 0;
  for (const int count : counts) {
    if (count > 3) return false;
    repeated += count > 1 ? 1 : 0;
  }
  return c[0] != '0' && repeated == 1 && mod_11_10(c);
}

/// Area, day of birth, letter of the name at birth (two digits in the sum), serial, check digit.
/// Source  Deutsche Rentenversicherung, VKVV section 2: weights 2 1 2 5 7 1 2 1 2 1 2 1, digit sums
[[nodiscard]] bool is_german_social(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  const int letter = c[8] - 'A' + 1;
  std::array<char, 12> digits{};
  c.copy(digits.data(), 8);
  digits[8] = static_cast<char>('0' + letter / 10);
  digits[9] = static_cast<char>('0' + letter % 10);
  digits[10] = c[9];
  digits[11] = c[10];
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int product = (digits[i] - '0') * kWeights[i];
    sum += product / 10 + product % 10;
  }
  // The day may be 32 to 62 where numbers ran out.
  const int day = two_digits(c, 2) > 31 ? two_digits(c, 2) - 31 : two_digits(c, 2);
  return is_date(day, two_digits(c, 4)) && sum % 10 == digit(c, 11);
}

/// Serial, check digit, day of birth; months 13 to 15 where numbers ran out.
/// Source  Dachverband der Sozialversicherungstraeger: weights 3 7 9 - 5 8 4 2 1 6, mod 11
[[nodiscard]] bool is_svnr(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};
  const int day = two_digits(c, 4);
  const int month = two_digits(c, 6);
  return c[0] != '0' && day >= 1 && day <= 31 && month >= 1 && month <= 15 &&
         weighted_sum(c, kWeights) % 11 == digit(c, 3);
}

/// Country code 756, nine digits, check digit of EAN-13.
/// Source  Zentrale Ausgleichsstelle, "Die 13-stellige AHV-Nummer"
[[nodiscard]] bool is_ahv(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1};
  return c.starts_with("756") && weighted_sum(c, kWeights) % 10 == 0;
}

/// Day of birth (the century is in the month), serial, check digit with weights 1 3 7 9.
/// Source  Ustawa o ewidencji ludnosci, article 15
[[nodiscard]] bool is_pesel(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
  return is_date(two_digits(c, 4), two_digits(c, 2) % 20) && weighted_sum(c, kWeights) % 10 == 0;
}

constexpr CueSet kSocial = cue(Cue::Social);
constexpr CueSet kHealth = cue(Cue::Health);

constexpr IdRule kRules[] = {
    {EntityType::DeTaxId, "ddddddddddd", groups_of({2, 3, 3, 3}), " -/", is_steuer_id,
     Need::NoDoubt, Need::NoDoubt, cue(Cue::DeTax), cue(Cue::Tax, Cue::Identity)},
    // Made up with the right check digit, as in examples: only if called so.
    {EntityType::DeTaxId, "ddddddddddd", groups_of({2, 3, 3, 3}), " -/", mod_11_10, Need::OwnCue,
     Need::OwnCue, cue(Cue::DeTax), 0},
    {EntityType::DeSocialSecurity, "ddddddddaddd", groups_of({2, 6, 1, 3}), " -", is_german_social,
     Need::NoDoubt, Need::NoDoubt, kSocial, kHealth | cue(Cue::Identity)},
    {EntityType::AtSvnr, "dddddddddd", groups_of({4, 6}), " -/", is_svnr, Need::NoDoubt,
     Need::Evidence, cue(Cue::AtSv), kSocial | kHealth},
    {EntityType::ChAhv, "ddddddddddddd", groups_of({3, 4, 4, 2}), " .-", is_ahv, Need::Nothing,
     Need::NoDoubt, cue(Cue::ChAhv), kSocial},
    {EntityType::PlPesel, "ddddddddddd", groups_of({6, 5}), " -", is_pesel, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::PlPesel), cue(Cue::Identity)},
};

}  // namespace

std::span<const IdRule> central_europe_ids() noexcept { return kRules; }

}  // namespace undertone::pii
