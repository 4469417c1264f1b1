// Identifiers of the United States, Canada and Brazil.
#include <algorithm>
#include <array>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/id_rule.h"
#include "core/pii/run.h"

namespace undertone::pii {
namespace {

/// Area, group, serial; some areas are never given.
/// Source  Social Security Administration, "SSN randomization" (2011)
[[nodiscard]] bool is_ssn(std::string_view c) noexcept {
  const std::string_view area = c.substr(0, 3);
  return area != "000" && area != "666" && c[0] != '9' && c.substr(3, 2) != "00" &&
         c.substr(5) != "0000";
}

/// Source  Internal Revenue Service, IRM 3.21.263 (ranges of the fourth and fifth digits)
[[nodiscard]] bool is_itin(std::string_view c) noexcept {
  const int group = two_digits(c, 3);
  return c[0] == '9' && ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
                         (group >= 90 && group <= 92) || group >= 94);
}

/// Luhn over the number after the prefix 80840 of US health applications, which adds 24.
/// Source  Centers for Medicare & Medicaid Services, NPI standard (45 CFR 162.406)
[[nodiscard]] bool is_npi(std::string_view c) noexcept {
  std::array<char, 15> whole{'8', '0', '8', '4', '0'};
  std::copy(c.begin(), c.end(), whole.begin() + 5);
  return (c[0] == '1' || c[0] == '2') && luhn({whole.data(), whole.size()});
}

/// Source  American Bankers Association, routing number policy: ranges of the first two digits,
///         weights 3 7 1
[[nodiscard]] bool is_aba(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
  const int district = two_digits(c, 0);
  const bool given = district <= 12 || (district >= 21 && district <= 32) ||
                     (district >= 61 && district <= 72) || district == 80;
  return given && weighted_sum(c, kWeights) % 10 == 0;
}

/// Fixed kinds at each place; S, L, O, I, B, Z are never used.
/// Source  Centers for Medicare & Medicaid Services, "Understanding the MBI"
[[nodiscard]] bool is_mbi(std::string_view c) noexcept {
  return c[0] != '0' && c.find_first_of("SLOIBZ") == std::string_view::npos;
}

/// Source  Employment and Social Development Canada; Luhn; no number begins with 8, those with 0
///         are given by the revenue agency
[[nodiscard]] bool is_sin(std::string_view c) noexcept {
  return c[0] != '8' && c.substr(0, 3) != "000" && luhn(c);
}

/// Source  Receita Federal, weights 10 to 2 and 11 to 2
[[nodiscard]] bool is_cpf(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  return two_checks(c, kWeights);
}

/// Source  Receita Federal; letters since July 2026 (Instrucao Normativa 2.229), value = ASCII - 48
[[nodiscard]] bool is_cnpj(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
  return two_checks(c, kWeights);
}

constexpr CueSet kSocial = cue(Cue::Social);
constexpr CueSet kTax = cue(Cue::Tax);
constexpr CueSet kHealth = cue(Cue::Health);

constexpr IdRule kRules[] = {
    {EntityType::UsSsn, "ddddddddd", groups_of({3, 2, 4}), " -.", is_ssn, Need::NoDoubt, Need::Cue,
     cue(Cue::UsSsn), kSocial},
    {EntityType::UsItin, "ddddddddd", groups_of({3, 2, 4}), " -.", is_itin, Need::NoDoubt,
     Need::Cue, cue(Cue::Itin), kTax},
    {EntityType::CaSin, "ddddddddd", groups_of({3, 3, 3}), " -", is_sin, Need::NoDoubt,
     Need::Evidence, cue(Cue::CaSin), kSocial},
    {EntityType::UsAba, "ddddddddd", groups_of({4, 4, 1}), " -", is_aba, Need::NoDoubt,
     Need::Evidence, cue(Cue::Routing), cue(Cue::Bank)},
    {EntityType::UsNpi, "dddddddddd", groups_of({4, 3, 3}), " -", is_npi, Need::NoDoubt,
     Need::Evidence, cue(Cue::Npi), kHealth},
    {EntityType::UsMbi, "dandandaadd", groups_of({4, 3, 4}), " -", is_mbi, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::Mbi), kHealth},
    {EntityType::BrCpf, "ddddddddddd", groups_of({3, 3, 3, 2}), ".- ", is_cpf, Need::Nothing,
     Need::NoDoubt, cue(Cue::BrCpf), kTax},
    {EntityType::BrCnpj, "nnnnnnnnnnnndd", groups_of({2, 3, 3, 4, 2}), ".-/ ", is_cnpj,
     Need::Nothing, Need::NoDoubt, cue(Cue::BrCnpj), kTax},
};

}  // namespace

std::span<const IdRule> america_ids() noexcept { return kRules; }

}  // namespace undertone::pii
