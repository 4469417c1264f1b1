// Telephone numbers.
//
//   international  "+" (or "00", "011") country code, national number of a length of that country;
//                  a trunk "(0)" may stand between
//   North America  [1] NPA NXX XXXX with N = 2 to 9
//   national       trunk "0" and 8 to 11 digits more, as written in most of Europe, Asia, Africa,
//                  Oceania; or, where there is no trunk digit, 7 to 11 digits beside a cue
//   extension      "x 12", "ext. 12" belong to the number
//
// Written in groups, the first three stand by themselves unless a cue speaks against; a bare row of
// digits needs a cue, or to be all of the message: order numbers look the same.
// Source  ITU-T E.123 and E.164; NANPA numbering rules; tables/calling_code.tsv
#include <algorithm>
#include <bit>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/detectors.h"
#include "core/pii/tables/numbers.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMinDigits = 7;
/// Fifteen of E.164, an international prefix of three, and a "(0)".
constexpr std::size_t kMaxDigits = 19;
constexpr CueSet kCues = cue(Cue::Phone);

/// How a number may be read, the surest last.
enum class Form : std::uint8_t { None, Bare, Local, Grouped, International };

/// Some country has `digits` (without any prefix) as its code and national number.
[[nodiscard]] bool has_country(std::string_view digits) noexcept {
  const CallingCodes codes = calling_codes();
  int value = 0;
  int code = 0;
  std::size_t row = 0;
  for (std::size_t used = 1; used <= 3 && used < digits.size(); ++used) {
    value = value * 10 + digit(digits, used - 1);
    while (row < codes.steps.size() && code < value) code += codes.steps[row++];
    if (row == 0 || code != value) continue;
    const std::size_t least = codes.digits[row - 1] % 16U;
    const std::size_t most = codes.digits[row - 1] / 16U;
    std::size_t national = digits.size() - used;
    // The trunk digit in "+49 (0) 30".
    if (digits[used] == '0' && national > most) --national;
    return national >= least && national <= most;
  }
  return false;
}

[[nodiscard]] bool is_north_american(std::string_view digits) noexcept {
  if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
  return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
}

/// The groups of NPA NXX XXXX, after a "1" or not.
[[nodiscard]] bool in_north_american_groups(const Run& run, std::size_t length) noexcept {
  const std::uint64_t groups = run.groups(length);
  return length == 10 ? groups == groups_of({3, 3, 4}) || groups == groups_of({3, 7})
                      : groups == groups_of({1, 3, 3, 4});
}

/// Trunk zero, area, subscriber; two to six groups of two digits and more.
[[nodiscard]] bool in_trunk_groups(const Run& run, std::size_t length) noexcept {
  if (run.chars[0] != '0' || run.chars[1] == '0') return false;
  const std::uint64_t groups = run.groups(length);
  if (groups == 0 || std::popcount(groups) > 5) return false;
  // No group of a single digit, first and last included.
  const std::uint64_t edges = groups | 1U | (std::uint64_t{1} << length);
  return (edges & (edges >> 1U)) == 0;
}

/// Year-month-day, day-month-year, or two years in a row.
[[nodiscard]] bool reads_like_dates(const Run& run, std::size_t length) noexcept {
  if (length != 8) return false;
  const std::string_view d = run.prefix(length);
  const std::uint64_t groups = run.groups(length);
  if (groups == groups_of({4, 2, 2})) return is_date(two_digits(d, 6), two_digits(d, 4));
  if (groups == groups_of({2, 2, 4})) {
    return is_date(two_digits(d, 0), two_digits(d, 2)) ||
           is_date(two_digits(d, 2), two_digits(d, 0));
  }
  const auto is_year = [&](std::size_t at) {
    return two_digits(d, at) == 19 || two_digits(d, at) == 20;
  };
  return groups == groups_of({4, 4}) && is_year(0) && is_year(4);
}

[[nodiscard]] Form form_of(const Run& run, std::size_t length, bool plus) noexcept {
  const std::string_view digits = run.prefix(length);
  if (plus) return has_country(digits) ? Form::International : Form::None;
  if (reads_like_dates(run, length)) return Form::None;
  const bool grouped = run.groups(length) != 0;
  const std::size_t prefix = digits.starts_with("00") ? 2 : digits.starts_with("011") ? 3 : 0;
  if (grouped && prefix != 0 && has_country(digits.substr(prefix))) return Form::International;
  if (is_north_american(digits) && in_north_american_groups(run, length)) return Form::Grouped;
  if (length >= 9 && length <= 12 && in_trunk_groups(run, length)) return Form::Grouped;
  if (length <= 13) return grouped ? Form::Local : Form::Bare;
  return Form::None;
}

/// Position of the "+" before the run, or of the "(" of its area code, else its begin.
[[nodiscard]] std::size_t lead_begin(std::string_view text, std::size_t begin,
                                     bool& plus) noexcept {
  std::size_t at = begin;
  if (ascii::before_or_nul(text, at) == '(') --at;
  std::size_t sign = at;
  if (ascii::before_or_nul(text, sign) == ' ') --sign;
  plus = ascii::before_or_nul(text, sign) == '+' &&
         !ascii::is_alnum(ascii::before_or_nul(text, sign - 1));
  return plus ? sign - 1 : at;
}

/// "(11) 96469-2611": an area in brackets, and groups after it.
[[nodiscard]] bool in_area_groups(std::string_view text, std::size_t begin, const Run& run,
                                  std::size_t length) noexcept {
  if (text[begin] != '(' || length < 10 || length > 11) return false;
  const auto area = static_cast<std::size_t>(std::countr_zero(run.groups(length)));
  return area < 5 && text[run.at[area - 1] + 1U] == ')';
}

/// End of an extension that begins at `end`, else `end`.
[[nodiscard]] std::size_t extension_end(std::string_view text, std::size_t end) noexcept {
  std::size_t at = end;
  while (at - end < 2 && (ascii::at_or_nul(text, at) == ' ' || ascii::at_or_nul(text, at) == ',')) {
    ++at;
  }
  std::size_t word = 0;
  for (std::string_view names = "x|ext|extension|"; !names.empty();) {
    const std::string_view name = ascii::take_word(names);
    if (ascii::has_prefix(text, at, name)) word = name.size();
  }
  if (word == 0) return end;
  at += word;
  while (at - end < 16 && (ascii::at_or_nul(text, at) == ' ' || ascii::at_or_nul(text, at) == '.' ||
                           ascii::at_or_nul(text, at) == ':')) {
    ++at;
  }
  const std::size_t digits = at;
  while (at - digits < 6 && ascii::is_digit(ascii::at_or_nul(text, at))) ++at;
  return at > digits ? at : end;
}

[[nodiscard]] float score_of(Form form, Evidence evidence) noexcept {
  const bool own = evidence == Evidence::Own;
  switch (form) {
    case Form::International:
      return own ? 0.97F : evidence == Evidence::Against ? 0.6F : 0.9F;
    case Form::Grouped:
      return own ? 0.95F : evidence == Evidence::Against ? 0.0F : 0.75F;
    case Form::Local:
      // More than an address that its first digits may seem to belong to.
      return own ? 0.9F : 0.0F;
    case Form::Bare:
      return own ? 0.7F : 0.0F;
    case Form::None:
      break;
  }
  return 0;
}

}  // namespace

void find_phone(Scan& scan, const Run& run) noexcept {
  bool plus = false;
  const std::size_t begin = lead_begin(scan.text, run.begin(), plus);
  const std::size_t longest = std::min(run.num_digits, kMaxDigits);
  for (std::size_t length = longest; length >= kMinDigits; --length) {
    // An extension may be glued on: "1-800-555-0199x12".
    const bool glued = length == run.num_digits && run.size > length && run.chars[length] == 'X';
    if (!run.ends_after(length) && !glued) continue;
    Form form = form_of(run, length, plus);
    if (form == Form::Local && in_area_groups(scan.text, begin, run, length)) form = Form::Grouped;
    if (form == Form::None) continue;
    const std::size_t end = run.end_after(length);
    const std::size_t whole = extension_end(scan.text, end);
    if (glued && whole == end) continue;
    if (!plus && run.went_before(scan.text, length)) continue;
    const Evidence evidence = scan.evidence(begin, whole, kCues, 0, kAgainst | kIdentifiers);
    if (run.odd && (evidence != Evidence::Own || form < Form::Grouped)) continue;
    float score = score_of(form, evidence);
    if (evidence == Evidence::Alone && form < Form::Grouped &&
        is_north_american(run.prefix(length))) {
      score = 0.55F;
    }
    // Of "052 5552606 074-7111234" the surest reading stays, of two as sure the longer.
    if (score > 0) scan.offer(EntityType::PhoneNumber, begin, whole, score);
  }
}

}  // namespace undertone::pii
