// Personal numbers of Sweden, Finland, Norway and Denmark: day of birth and serial.
#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/id_rule.h"
#include "core/pii/run.h"

namespace undertone::pii {
namespace {

/// Year first; 60 more in the day for people who are not registered. Luhn over ten digits.
/// Source  Skatteverket, SKV 704
[[nodiscard]] bool is_swedish(std::string_view c) noexcept {
  if (c.size() == 12) {
    const int century = two_digits(c, 0);
    if (century < 18 || century > 20) return false;
    c.remove_prefix(2);
  }
  const int day = two_digits(c, 4);
  return is_date(day > 60 ? day - 60 : day, two_digits(c, 2)) && luhn(c);
}

/// Day first, serial from 002, check character mod 31; the mark of the century ("-", or a letter)
/// may be the seventh character. Source  Digi- ja vaestotietovirasto, "Henkilotunnus" (marks of
/// 2023 included)
[[nodiscard]] bool is_finnish(std::string_view c) noexcept {
  constexpr std::string_view kCheck = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  if (!is_date(two_digits(c, 0), two_digits(c, 2))) return false;
  if (c.size() == 11 && std::string_view{"ABCDEFUVWXY"}.find(c[6]) == std::string_view::npos) {
    return false;
  }
  const std::string_view serial = c.substr(c.size() - 4, 3);
  const unsigned rest =
      (remainder(c.substr(0, 6), 31) * (1000U % 31U) + remainder(serial, 31)) % 31U;
  return serial != "000" && serial != "001" && kCheck[rest] == c.back();
}

/// 40 more in the day or month for other kinds; two check digits mod 11.
/// Source  Skatteetaten, "Fodselsnummer og d-nummer" (as until 2031)
[[nodiscard]] bool is_norwegian(std::string_view c) noexcept {
  constexpr signed char kFirst[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
  constexpr signed char kSecond[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  return is_date(two_digits(c, 0) % 40, two_digits(c, 2) % 40) &&
         weighted_sum(c, kFirst) % 11 == 0 && weighted_sum(c, kSecond) % 11 == 0;
}

[[nodiscard]] bool is_danish_date(std::string_view c) noexcept {
  return is_date(two_digits(c, 0), two_digits(c, 2));
}

/// Source  CPR-kontoret, "Personnummeret i CPR"; numbers since 2007 need not pass mod 11
[[nodiscard]] bool is_danish(std::string_view c) noexcept {
  constexpr signed char kWeights[] = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  return is_danish_date(c) && weighted_sum(c, kWeights) % 11 == 0;
}

constexpr CueSet kId = cue(Cue::Identity);

constexpr IdRule kRules[] = {
    {EntityType::SePersonnummer, "dddddddddd", groups_of({6, 4}), "- ", is_swedish, Need::NoDoubt,
     Need::Evidence, cue(Cue::SePn), kId},
    {EntityType::SePersonnummer, "dddddddddddd", groups_of({8, 4}), "- ", is_swedish, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::SePn), kId},
    {EntityType::FiPersonalIdentityCode, "dddddddddn", groups_of({6, 4}), "-", is_finnish,
     Need::NoDoubt, Need::Evidence, cue(Cue::FiPic), kId},
    {EntityType::FiPersonalIdentityCode, "ddddddadddn", 0, "", is_finnish, Need::NoDoubt,
     Need::NoDoubt, cue(Cue::FiPic), kId},
    {EntityType::NoFodselsnummer, "ddddddddddd", groups_of({6, 5}), " -", is_norwegian,
     Need::NoDoubt, Need::NoDoubt, cue(Cue::NoFn), kId},
    {EntityType::DkCpr, "dddddddddd", groups_of({6, 4}), " -", is_danish, Need::NoDoubt,
     Need::Evidence, cue(Cue::DkCpr), kId},
    {EntityType::DkCpr, "dddddddddd", groups_of({6, 4}), " -", is_danish_date, Need::OwnCue,
     Need::OwnCue, cue(Cue::DkCpr), 0},
};

}  // namespace

std::span<const IdRule> nordic_ids() noexcept { return kRules; }

}  // namespace undertone::pii
