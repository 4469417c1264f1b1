#include "core/pii/id_rule.h"

#include <algorithm>

#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

/// Speaks against an identifier, unless a cue for it stands nearer.
constexpr CueSet kAgainstIds = kAgainst | cue(Cue::Phone);

[[nodiscard]] bool has_shape(std::string_view chars, std::string_view shape) noexcept {
  return std::equal(shape.begin(), shape.end(), chars.begin(), [](char want, char c) {
    switch (want) {
      case 'd':
        return ascii::is_digit(c);
      case 'a':
        return ascii::is_alpha(c);
      case 'n':
        return true;
      default:
        return c == want;
    }
  });
}

[[nodiscard]] bool has_separators(const Run& run, std::size_t length,
                                  std::string_view allowed) noexcept {
  for (std::size_t i = 1; i < length; ++i) {
    if (run.gap[i] != '\0' && allowed.find(run.gap[i]) == std::string_view::npos) return false;
  }
  return true;
}

[[nodiscard]] bool holds_letters(std::string_view shape) noexcept {
  return shape.find_first_not_of('d') != std::string_view::npos;
}

/// "12 345 678": an amount as well; of tens of billions nobody writes in a chat.
[[nodiscard]] bool reads_like_amount(const Run& run, std::size_t length) noexcept {
  const char separator = run.separator(length);
  if ((separator != ' ' && separator != '.') || length > 10) return false;
  std::size_t group = 0;
  for (std::size_t i = length; i-- > 0;) {
    ++group;
    if (i > 0 && run.gap[i] == '\0') continue;
    if (group > 3 || (i > 0 && group != 3)) return false;
    group = 0;
  }
  return true;
}

[[nodiscard]] bool meets(Need need, Evidence evidence) noexcept {
  switch (need) {
    case Need::Nothing:
      return true;
    case Need::NoDoubt:
      return evidence != Evidence::Against;
    case Need::Evidence:
      return evidence >= Evidence::Alone;
    case Need::Cue:
      return evidence >= Evidence::Generic;
    case Need::OwnCue:
      return evidence == Evidence::Own;
  }
  return false;
}

[[nodiscard]] float score_of(Need need, Evidence evidence) noexcept {
  switch (evidence) {
    case Evidence::Own:
      return 1.0F;
    case Evidence::Generic:
      return 0.95F;
    case Evidence::Alone:
      return need == Need::Evidence ? 0.6F : 0.9F;
    case Evidence::None:
      return 0.85F;
    case Evidence::Against:
      break;
  }
  return 0.7F;
}

/// Score of a rule for the first `length` characters of the run, 0 if it does not hold.
[[nodiscard]] float match(const Scan& scan, const Run& run, std::size_t length,
                          const IdRule& rule) noexcept {
  const std::string_view chars = run.prefix(length);
  if (!has_shape(chars, rule.shape) || !rule.is_valid(chars)) return 0;
  // "000 000 000" passes most checks and is nobody's.
  if (chars.find_first_not_of(chars[0]) == std::string_view::npos) return 0;
  const std::uint64_t groups = run.groups(length);
  Need need = rule.bare;
  if (groups != 0 && groups == rule.groups) need = rule.grouped;
  if (groups != 0 && groups != rule.groups) {
    if (holds_letters(rule.shape) && !run.all_capitals(scan.text, length)) return 0;
    need = std::max(need, need == Need::Nothing ? Need::NoDoubt : Need::Evidence);
  }
  if (groups != 0 && (run.goes_on(scan.text, length) || reads_like_amount(run, length))) {
    need = std::max(need, Need::Evidence);
  }
  if (run.odd || !has_separators(run, length, rule.separators)) need = Need::OwnCue;
  const Evidence evidence =
      scan.evidence(run.begin(), run.end_after(length), rule.own, rule.generic, kAgainstIds);
  return meets(need, evidence) ? score_of(need, evidence) : 0;
}

}  // namespace

/// Of several readings the buffer keeps the surest, then the longest.
void find_id(Scan& scan, const Run& run) noexcept {
  // Most numbers are short and words follow: no rule goes on with letters behind so few digits and
  // a space.
  constexpr std::size_t kFewDigits = 6;
  if (run.num_digits > 0 && run.num_digits < kFewDigits &&
      (run.num_digits == run.size || run.gap[run.num_digits] == ' ')) {
    return;
  }
  for (const auto& region : {america_ids(), west_europe_ids(), south_europe_ids(),
                             central_europe_ids(), nordic_ids(), asia_pacific_ids()}) {
    for (const IdRule& rule : region) {
      const std::size_t length = rule.shape.size();
      if (length > run.size || !run.ends_after(length)) continue;
      const float score = match(scan, run, length, rule);
      if (score > 0) scan.offer(rule.type, run.begin(), run.end_after(length), score);
    }
  }
}

}  // namespace undertone::pii
