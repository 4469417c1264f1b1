#include "core/pii/find.h"

#include <cstddef>

#include "core/pii/ascii.h"
#include "core/pii/detectors.h"
#include "core/pii/id_rule.h"
#include "core/pii/scan.h"

namespace undertone {
namespace {

using pii::Run;
using pii::Scan;
using pii::Word;

/// Letters of a code before its first group of digits: "AB 12 34", "IT60".
constexpr std::size_t kCodeLetters = 6;

/// What begins at a digit that nothing is glued to.
void find_numbers(Scan& scan, std::size_t at) noexcept {
  pii::find_ip_v4(scan, at);
  // Decimals of a fraction are no number of their own.
  if (ascii::before_or_nul(scan.text, at) == '.' && at > 1 && ascii::is_digit(scan.text[at - 2])) {
    return;
  }
  const Run run = pii::read_run(scan.text, at);
  pii::find_payment_card(scan, run);
  pii::find_id(scan, run);
  pii::find_phone(scan, run);
}

/// What begins with letters and goes on with digits.
void find_codes(Scan& scan, const Word& word) noexcept {
  const char next = ascii::at_or_nul(scan.text, word.end);
  const bool joined = next == ' ' || next == '-' || next == '.' || next == '/';
  if (word.end - word.begin > kCodeLetters) return;
  if (!ascii::is_digit(joined ? ascii::at_or_nul(scan.text, word.end + 1) : next)) return;
  const Run run = pii::read_run(scan.text, word.begin);
  pii::find_iban(scan, run);
  pii::find_id(scan, run);
}

/// Reads the word at `at` and what begins with it.
[[nodiscard]] std::size_t read_letters(Scan& scan, std::size_t at) noexcept {
  const Word word = pii::read_word(scan.text, at, scan.word_back(0).hash);
  if (!ascii::is_alnum(ascii::before_or_nul(scan.text, at))) find_codes(scan, word);
  scan.add_word(word);
  return word.end;
}

/// Reads the digits at `at` and what begins with them.
[[nodiscard]] std::size_t read_digits(Scan& scan, std::size_t at) noexcept {
  const Word last = scan.word_back(0);
  const bool after_cue = last.end == at && at > 0 && last.cues != 0;
  if (after_cue || !ascii::is_alnum(ascii::before_or_nul(scan.text, at))) find_numbers(scan, at);
  while (at < scan.text.size() && ascii::is_digit(scan.text[at])) ++at;
  return at;
}

void find_all(Scan& scan) noexcept {
  const std::string_view text = scan.text;
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (ascii::is_alpha(c) || ascii::is_high(c)) {
      at = read_letters(scan, at);
    } else if (ascii::is_digit(c)) {
      at = read_digits(scan, at);
    } else {
      if (c == '@') pii::find_email(scan, at);
      if (c == ':') pii::find_ip_v6(scan, at);
      ++at;
    }
  }
}

}  // namespace

std::span<const Entity> find_pii(std::string_view text, EntityBuffer& buffer) {
  buffer.clear();
  Scan scan{.text = buffer.plain().assign(text), .found = buffer};
  find_all(scan);
  buffer.restore(buffer.plain());
  return buffer.entities();
}

}  // namespace undertone
