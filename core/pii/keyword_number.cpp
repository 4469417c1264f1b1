// Numbers that only the word beside them makes personal: passports, driving licences, bank
// accounts, membership and identity numbers, licence plates. They have no check digits that one
// could rely on, so they need their own cue and the outline that most countries share. Source  ICAO
// Doc 9303 part 3 (document numbers of up to nine characters); national plate formats
#include <algorithm>
#include <array>

#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

struct Outline {
  EntityType type;
  CueSet cues;
  std::uint8_t min_chars;
  std::uint8_t max_chars;
  std::uint8_t min_digits;
  std::uint8_t min_letters;
  std::uint8_t max_letters;
};

constexpr Outline kOutlines[] = {
    {EntityType::Passport, cue(Cue::Passport), 6, 10, 5, 0, 3},
    {EntityType::LicensePlate, cue(Cue::Plate), 4, 9, 1, 1, 7},
    {EntityType::DriverLicense, cue(Cue::License), 5, 20, 4, 0, 10},
    {EntityType::BankAccount, cue(Cue::Account), 6, 18, 6, 0, 0},
    {EntityType::IdNumber, cue(Cue::Personal), 5, 20, 4, 0, 8},
};

struct Length {
  std::size_t chars = 0;
  std::size_t digits = 0;
};

/// No outline is longer.
constexpr std::size_t kMaxChars = 20;
/// The longest code of at most so many characters.
using Lengths = std::array<Length, kMaxChars + 1>;

/// How far a code may go: over groups that hold digits or are capitals, joined by one space or
/// dash.
[[nodiscard]] Lengths code_lengths(std::string_view text, const Run& run) noexcept {
  Lengths best;
  std::size_t begin = 0;
  std::size_t digits = 0;
  while (begin < run.size) {
    if (run.gap[begin] == Run::kMixed || run.gap[begin] == '.') break;
    std::size_t end = begin;
    std::size_t group_digits = 0;
    bool lower = false;
    do {
      group_digits += ascii::is_digit(run.chars[end]) ? 1 : 0;
      lower = lower || ascii::is_lower(text[run.at[end]]);
      ++end;
    } while (end < run.size && run.gap[end] == '\0');
    const bool word = group_digits == 0 && (lower || end - begin > 3);
    if (word || !run.ends_after(end) || end > kMaxChars) break;
    begin = end;
    digits += group_digits;
    for (std::size_t most = end; most <= kMaxChars; ++most) best[most] = {end, digits};
  }
  return best;
}

[[nodiscard]] bool reads_like_date(const Run& run, std::size_t length) noexcept {
  if (length != 8 || run.num_digits < 8) return false;
  const std::string_view d = run.prefix(8);
  return (two_digits(d, 0) == 20 || two_digits(d, 0) == 19) &&
         is_date(two_digits(d, 6), two_digits(d, 4));
}

}  // namespace

void find_keyword_number(Scan& scan, const Run& run) noexcept {
  const Lengths lengths = code_lengths(scan.text, run);
  for (const Outline& outline : kOutlines) {
    const Length length = lengths[outline.max_chars];
    const std::size_t letters = length.chars - length.digits;
    if (length.chars < outline.min_chars || length.digits < outline.min_digits) continue;
    if (letters < outline.min_letters || letters > outline.max_letters) continue;
    if (reads_like_date(run, length.chars)) continue;
    const std::size_t end = run.end_after(length.chars);
    if (scan.evidence(run.begin(), end, outline.cues) != Evidence::Own) continue;
    scan.offer(outline.type, run.begin(), end, 0.65F);
    return;
  }
}

}  // namespace undertone::pii
