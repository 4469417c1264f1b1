// Identifiers of Spain, Italy, Portugal and Turkey.
#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/id_rule.h"
#include "core/pii/run.h"

namespace undertone::pii {
namespace {

/// Letter of a number modulo 23; its leading zero may be left out.
/// Source  Ministerio del Interior, "Calculo del digito de control del NIF/NIE"
constexpr std::string_view kSpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

[[nodiscard]] bool is_nif(std::string_view c) noexcept {
  return kSpanishLetters[remainder(c.substr(0, c.size() - 1), 23)] == c.back();
}

/// X, Y and Z stand for 0, 1 and 2.
[[nodiscard]] bool is_nie(std::string_view c) noexcept {
  if (c[0] < 'X') return false;
  const unsigned rest = remainder(c.substr(1, 7), 23);
  const auto first = static_cast<unsigned>(c[0] - 'X');
  return kSpanishLetters[(rest + first * remainder("10000000", 23)) % 23] == c[8];
}

/// Surname, name, year, month, day (40 more for women), place, check letter. Digits may have become
/// letters where two people would share a code ("omocodia").
/// Source  Decreto Ministeriale 23 December 1976
[[nodiscard]] bool is_codice_fiscale(std::string_view c) noexcept {
  constexpr std::string_view kMonths = "ABCDEHLMPRST";
  constexpr std::string_view kDigitLetters = "LMNPQRSTUV";
  /// Values at odd places of 0 to 9, which A to J share, and of K to Z.
  constexpr signed char kOdd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                  20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  if (kMonths.find(c[8]) == std::string_view::npos) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const bool digit_place = i > 5 && i != 8 && i != 11;
    if (digit_place && ascii::is_alpha(c[i]) &&
        kDigitLetters.find(c[i]) == std::string_view::npos) {
      return false;
    }
    const int value = ascii::is_digit(c[i]) ? c[i] - '0' : c[i] - 'A';
    sum += i % 2 == 0 ? kOdd[value] : value;
  }
  return c[15] == 'A' + sum % 26;
}

/// Source  Autoridade Tributaria, Decreto-Lei 14/2013: first digits, mod 11 with weights 9 to 2
[[nodiscard]] bool is_portuguese_nif(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2};
  if (c[0] == '0' || c[0] == '4' || c[0] == '7') {
    if (!c.starts_with("45") && c[0] != '7') return false;
  }
  return weighted_sum(c.substr(0, 8), kWeights) * 10 % 11 % 10 == digit(c, 8);
}

/// Source  Nufus ve Vatandaslik Isleri: tenth digit from odd and even places, eleventh from all
[[nodiscard]] bool is_tckn(std::string_view c) noexcept {
  constexpr signed char kTenth[] = {7, -1, 7, -1, 7, -1, 7, -1, 7};
  constexpr signed char kEleventh[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  const int tenth = weighted_sum(c.substr(0, 9), kTenth) % 10;
  return c[0] != '0' && (tenth + 10) % 10 == digit(c, 9) &&
         weighted_sum(c.substr(0, 10), kEleventh) % 10 == digit(c, 10);
}

constexpr CueSet kTaxOrId = cue(Cue::Tax, Cue::Identity);

constexpr IdRule kRules[] = {
    {EntityType::EsNif, "dddddddda", groups_of({8, 1}), " -.", is_nif, Need::NoDoubt, Need::NoDoubt,
     cue(Cue::EsNif), kTaxOrId},
    {EntityType::EsNif, "ddddddda", groups_of({7, 1}), " -.", is_nif, Need::NoDoubt, Need::Evidence,
     cue(Cue::EsNif), kTaxOrId},
    {EntityType::EsNie, "addddddda", groups_of({1, 7, 1}), " -.", is_nie, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::EsNif), kTaxOrId},
    {EntityType::ItFiscalCode, "aaaaaannannannna", groups_of({6, 5, 5}), " -", is_codice_fiscale,
     Need::Nothing, Need::Nothing, 0, kTaxOrId},
    {EntityType::PtNif, "ddddddddd", groups_of({3, 3, 3}), " .", is_portuguese_nif, Need::Evidence,
     Need::Evidence, cue(Cue::PtNif), cue(Cue::Tax)},
    {EntityType::TrTckn, "ddddddddddd", groups_of({3, 3, 3, 2}), " -", is_tckn, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::TrTc), cue(Cue::Identity)},
};

}  // namespace

std::span<const IdRule> south_europe_ids() noexcept { return kRules; }

}  // namespace undertone::pii
