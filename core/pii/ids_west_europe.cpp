// Identifiers of the United Kingdom, Ireland, the Netherlands, Belgium and France.
#include <array>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/id_rule.h"
#include "core/pii/run.h"

namespace undertone::pii {
namespace {

/// Source  NHS Data Dictionary, "NHS number": mod 11 with weights 10 to 2
[[nodiscard]] bool is_nhs(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(c, kWeights) % 11 == 0;
}

/// Source  HM Revenue & Customs manual NIM39110: letters and pairs that are never given
[[nodiscard]] bool is_nino(std::string_view c) noexcept {
  constexpr std::string_view kNever = "BG GB KN NK NT TN ZZ";
  return kNever.find(c.substr(0, 2)) == std::string_view::npos &&
         c.substr(0, 2).find_first_of("DFIQUV") == std::string_view::npos && c[1] != 'O' &&
         c.back() <= 'D';
}

/// Seven digits, a check letter mod 23, and perhaps one letter more that weighs nine.
/// Source  Revenue, "PPS number checksum" (letter W = 0, A = 1 ...)
[[nodiscard]] bool is_pps(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {8, 7, 6, 5, 4, 3, 2};
  constexpr std::string_view kLetters = "WABCDEFGHIJKLMNOPQRSTUV";
  int sum = weighted_sum(c.substr(0, 7), kWeights);
  if (c.size() == 9) {
    const std::size_t value = kLetters.find(c[8]);
    if (value == std::string_view::npos || value > 9) return false;
    sum += static_cast<int>(value) * 9;
  }
  return kLetters[static_cast<std::size_t>(sum % 23)] == c[7];
}

/// Source  Rijksdienst voor Identiteitsgegevens: "elfproef", weights 9 to 2 and -1
[[nodiscard]] bool is_bsn(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  return weighted_sum(c, kWeights) % 11 == 0;
}

/// Day of birth (months of BIS numbers plus 20 or 40), serial, 97 minus the rest; born since 2000
/// with a "2" before.  Source  Rijksregister, Koninklijk Besluit of 3 April 1984
[[nodiscard]] bool is_belgian(std::string_view c) noexcept {
  const int month = two_digits(c, 2) % 20;
  if (two_digits(c, 2) > 52 || month > 12 || two_digits(c, 4) > 31) return false;
  const unsigned rest = remainder(c.substr(0, 9), 97);
  const unsigned rest_2000 = (rest + 2U * remainder("1000000000", 97)) % 97U;
  const auto check = static_cast<unsigned>(two_digits(c, 9));
  return check == 97U - rest || check == 97U - rest_2000;
}

/// Sex, year, month (of a dozen codes more where it is not known), department (2A and 2B in
/// Corsica), commune, order; key = 97 minus the rest. Source  Insee, "Numero d'inscription au
/// repertoire"
[[nodiscard]] bool is_nir(std::string_view c) noexcept {
  std::array<char, 13> digits{};
  c.copy(digits.data(), digits.size());
  if (ascii::is_alpha(c[6])) {
    if (c[5] != '2' || (c[6] != 'A' && c[6] != 'B')) return false;
    digits[5] = '1';
    digits[6] = c[6] == 'A' ? '9' : '8';
  }
  const bool sex = std::string_view{"123478"}.find(c[0]) != std::string_view::npos;
  const unsigned rest = remainder({digits.data(), digits.size()}, 97);
  return sex && static_cast<unsigned>(two_digits(c, 13)) == 97U - rest;
}

constexpr CueSet kHealth = cue(Cue::Health);
constexpr CueSet kSocial = cue(Cue::Social);
constexpr CueSet kId = cue(Cue::Identity);

constexpr IdRule kRules[] = {
    {EntityType::UkNhs, "dddddddddd", groups_of({3, 3, 4}), " -", is_nhs, Need::NoDoubt,
     Need::Evidence, cue(Cue::Nhs), kHealth},
    {EntityType::UkNino, "aadddddda", groups_of({2, 2, 2, 2, 1}), " -", is_nino, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::Nino), kSocial | cue(Cue::Tax)},
    {EntityType::IePps, "ddddddda", groups_of({7, 1}), " -", is_pps, Need::NoDoubt, Need::Evidence,
     cue(Cue::IePps), kSocial | cue(Cue::Tax)},
    {EntityType::IePps, "dddddddaa", groups_of({7, 2}), " -", is_pps, Need::NoDoubt, Need::NoDoubt,
     cue(Cue::IePps), kSocial | cue(Cue::Tax)},
    {EntityType::NlBsn, "ddddddddd", groups_of({4, 2, 3}), " .-", is_bsn, Need::Evidence,
     Need::Evidence, cue(Cue::NlBsn), kSocial},
    {EntityType::BeNationalNumber, "ddddddddddd", groups_of({2, 2, 2, 3, 2}), " .-", is_belgian,
     Need::Nothing, Need::NoDoubt, cue(Cue::BeNn), kId},
    {EntityType::FrNir, "dddddnndddddddd", groups_of({1, 2, 2, 2, 3, 3, 2}), " .-/", is_nir,
     Need::Nothing, Need::NoDoubt, cue(Cue::FrNir), kSocial | kHealth},
};

}  // namespace

std::span<const IdRule> west_europe_ids() noexcept { return kRules; }

}  // namespace undertone::pii
