// Payment card numbers: 12 to 19 digits in a range of an issuer, with Luhn's check digit, together
// or in groups joined by spaces or dashes.
// Source  ISO/IEC 7812-1; ranges in tables/payment_card.tsv
#include <algorithm>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/detectors.h"
#include "core/pii/tables/numbers.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMinDigits = 12;
constexpr std::size_t kMaxDigits = 19;
/// Shorter numbers share their length with identifiers of several countries.
constexpr std::size_t kSureDigits = 14;
constexpr CueSet kCues = cue(Cue::Card);

/// The range that the first four digits fall into, or null.
[[nodiscard]] const CardRange* range_of(int prefix) noexcept {
  const auto ranges = card_ranges();
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), prefix,
                                      [](int p, const CardRange& r) { return p < r.first; });
  if (after == ranges.begin()) return nullptr;
  const CardRange& range = *(after - 1);
  return prefix <= range.last ? &range : nullptr;
}

/// The first group has four digits and more, or every digit stands alone.
[[nodiscard]] bool in_card_groups(const Run& run, std::size_t length) noexcept {
  constexpr std::uint64_t kEarly = 0xE;
  const std::uint64_t early = run.groups(length) & kEarly;
  return early == 0 || early == kEarly;
}

}  // namespace

void find_payment_card(Scan& scan, const Run& run) noexcept {
  if (run.num_digits < kMinDigits) return;
  const CardRange* range =
      range_of(two_digits(run.prefix(4), 0) * 100 + two_digits(run.prefix(4), 2));
  if (range == nullptr) return;
  const std::size_t longest =
      std::min({run.num_digits, kMaxDigits, std::size_t{range->max_digits}});
  for (std::size_t length = longest; length >= range->min_digits; --length) {
    // "4242 4242 4242 4242exp 12/28"
    const bool glued = length == run.num_digits && run.size > length && !run.ends_after(length);
    if (!(glued || run.ends_after(length)) || !luhn(run.prefix(length))) continue;
    const char separator = run.separator(length);
    // A row that goes on is a uuid or a tracking number; behind a space the code of the card may
    // stand, and before it "number 2".
    if (separator == '-' && run.goes_on(scan.text, length)) continue;
    if (run.went_before(scan.text, length) && run.begin() != scan.card_end + 1 &&
        ascii::is_digit(ascii::before_or_nul(scan.text, run.begin() - 2))) {
      continue;
    }
    const std::size_t end = run.end_after(length);
    const Evidence evidence = scan.evidence(run.begin(), end, kCues);
    // Groups that no card has: it is called one.
    const bool usual = !glued && in_card_groups(run, length);
    if (evidence < (!usual ? Evidence::Own : run.odd ? Evidence::Alone : Evidence::Against))
      continue;
    // Only one number in ten has the right check digit; with the range, one order number in sixty
    // would pass for a card. Short weak ranges need to be called a card.
    if (evidence == Evidence::Against && range->weak) continue;
    if (range->weak && length < 16 && evidence != Evidence::Own && evidence != Evidence::Alone) {
      continue;
    }
    float score = evidence == Evidence::Own ? 1.0F : length < kSureDigits ? 0.8F : 0.95F;
    // "4242 09/27" of another card.
    if (separator == Run::kMixed) score -= 0.05F;
    scan.offer(EntityType::CreditCard, run.begin(), end, score);
    scan.card_end = end;
    return;
  }
}

}  // namespace undertone::pii
