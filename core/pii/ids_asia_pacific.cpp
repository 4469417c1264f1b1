// Identifiers of Australia, India, Korea, Singapore and South Africa.
#include <array>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/id_rule.h"
#include "core/pii/run.h"

namespace undertone::pii {
namespace {

/// Source  Australian Taxation Office: weights 1 4 3 7 5 8 6 9 10, mod 11
[[nodiscard]] bool is_tfn(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {1, 4, 3, 7, 5, 8, 6, 9, 10};
  return weighted_sum(c, kWeights) % 11 == 0;
}

/// Source  Australian Business Register, "Format of the ABN": first digit less one, mod 89
[[nodiscard]] bool is_abn(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
  return c[0] != '0' && (weighted_sum(c, kWeights) - kWeights[0]) % 89 == 0;
}

/// Source  Services Australia: first digit 2 to 6, ninth from weights 1 3 7 9, then issue number
[[nodiscard]] bool is_australian_medicare(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {1, 3, 7, 9, 1, 3, 7, 9};
  return c[0] >= '2' && c[0] <= '6' && c[9] != '0' &&
         weighted_sum(c.substr(0, 8), kWeights) % 10 == digit(c, 8);
}

/// Source  Unique Identification Authority of India: Verhoeff; does not begin with 0 or 1
[[nodiscard]] bool is_aadhaar(std::string_view c) noexcept { return c[0] >= '2' && verhoeff(c); }

/// Source  Income Tax Department: the fourth letter is the kind of holder
[[nodiscard]] bool is_pan(std::string_view c) noexcept {
  return std::string_view{"ABCFGHJKLPT"}.find(c[3]) != std::string_view::npos &&
         c.substr(5, 4) != "0000";
}

/// Day of birth, sex and century; those of the nineteenth are gone.
[[nodiscard]] bool is_korean_date(std::string_view c) noexcept {
  return is_date(two_digits(c, 4), two_digits(c, 2)) && c[6] >= '1' && c[6] <= '8';
}

/// Source  Resident Registration Act, enforcement rule 2: weights 2 to 9, 2 to 5; mod 11. Numbers
/// of
///         foreigners (5 to 8) add two. Random without a check digit since October 2020
[[nodiscard]] bool is_rrn(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
  const int base = c[6] >= '5' && c[6] <= '8' ? 13 : 11;
  return is_korean_date(c) &&
         (base - weighted_sum(c.substr(0, 12), kWeights) % 11) % 10 == digit(c, 12);
}

/// Source  Immigration & Checkpoints Authority: weights 2 7 6 5 4 3 2, a table of letters per
/// prefix
[[nodiscard]] bool is_nric(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {2, 7, 6, 5, 4, 3, 2};
  const int sum = weighted_sum(c.substr(1, 7), kWeights);
  const auto letter = [&](std::string_view table, int offset) {
    return table[static_cast<std::size_t>((sum + offset) % 11)] == c[8];
  };
  switch (c[0]) {
    case 'S':
      return letter("JZIHGFEDCBA", 0);
    case 'T':
      return letter("JZIHGFEDCBA", 4);
    case 'F':
      return letter("XWUTRQPNMLK", 0);
    case 'G':
      return letter("XWUTRQPNMLK", 4);
    case 'M':
      return letter("XWUTRQPNJLK", 3);
    default:
      return false;
  }
}

/// Day of birth, serial, citizenship 0 to 2, Luhn.
/// Source  Department of Home Affairs, Identification Act 68 of 1997
[[nodiscard]] bool is_south_african(std::string_view c) noexcept {
  return is_date(two_digits(c, 4), two_digits(c, 2)) && c[10] <= '2' && luhn(c);
}

constexpr CueSet kTax = cue(Cue::Tax);
constexpr CueSet kId = cue(Cue::Identity);

constexpr IdRule kRules[] = {
    {EntityType::AuTfn, "ddddddddd", groups_of({3, 3, 3}), " -", is_tfn, Need::Evidence,
     Need::Evidence, cue(Cue::AuTfn), kTax},
    {EntityType::AuAbn, "ddddddddddd", groups_of({2, 3, 3, 3}), " -", is_abn, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::AuAbn), kTax},
    {EntityType::AuMedicare, "dddddddddd", groups_of({4, 5, 1}), " -", is_australian_medicare,
     Need::NoDoubt, Need::Evidence, cue(Cue::AuMedicare), cue(Cue::Health)},
    {EntityType::InAadhaar, "dddddddddddd", groups_of({4, 4, 4}), " -", is_aadhaar, Need::Evidence,
     Need::Evidence, cue(Cue::InAadhaar), kId},
    {EntityType::InPan, "aaaaadddda", 0, "", is_pan, Need::NoDoubt, Need::NoDoubt, cue(Cue::InPan),
     kTax},
    {EntityType::KrRrn, "ddddddddddddd", groups_of({6, 7}), "- ", is_rrn, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::KrRrn), kId},
    {EntityType::KrRrn, "ddddddddddddd", groups_of({6, 7}), "- ", is_korean_date, Need::Evidence,
     Need::OwnCue, cue(Cue::KrRrn), 0},
    {EntityType::SgNric, "addddddda", groups_of({1, 7, 1}), " -", is_nric, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::SgNric), kId},
    {EntityType::ZaId, "ddddddddddddd", groups_of({6, 4, 2, 1}), " -", is_south_african,
     Need::NoDoubt, Need::NoDoubt, cue(Cue::ZaId), kId},
};

}  // namespace

std::span<const IdRule> asia_pacific_ids() noexcept { return kRules; }

}  // namespace undertone::pii
