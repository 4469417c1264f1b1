#include "core/pii/find.h"

#include <bit>
#include <cstddef>

#include "core/pii/ascii.h"
#include "core/pii/detectors.h"
#include "core/pii/find_names.h"
#include "core/pii/pii_model.h"
#include "core/pii/scan.h"

namespace undertone {
namespace {

using pii::Cue;
using pii::cue;
using pii::Run;
using pii::Scan;
using pii::Word;

/// Letters of a code before its first digit: "AB 12 34", "IT60", "RSSMRA85".
constexpr std::size_t kCodeLetters = 6;
/// Letters of a second group of capitals: "RSS MRA 85", "B-MW 12".
constexpr std::size_t kGroupLetters = 3;
/// Crypto addresses are not longer.
constexpr std::size_t kMaxAddress = 112;

[[nodiscard]] bool is_token(char c) noexcept { return ascii::is_alnum(c) || c == '_' || c == '-'; }

[[nodiscard]] bool is_secret(char c) noexcept {
  return is_token(c) || c == '.' || c == '+' || c == '/';
}

/// Looks for secrets and addresses in the row of letters and digits that begins at `at`; the first
/// word or number of it ends at `known_end`.
void find_tokens(Scan& scan, std::size_t at, std::size_t known_end) noexcept {
  const std::string_view text = scan.text;
  if (known_end - at < pii::kTokenBytes && !is_secret(ascii::at_or_nul(text, known_end))) return;
  if (is_token(ascii::before_or_nul(text, at))) return;
  std::size_t end = at;
  while (end < text.size() && end - at < kMaxAddress + 1 && ascii::is_alnum(text[end])) ++end;
  const std::size_t alnum_end = end;
  while (end - at < pii::kTokenBytes && is_secret(ascii::at_or_nul(text, end))) ++end;
  if (end - at < pii::kTokenBytes) return;
  pii::find_api_key(scan, at);
  pii::find_jwt(scan, at);
  if (alnum_end - at <= kMaxAddress && !is_token(ascii::at_or_nul(text, alnum_end))) {
    pii::find_crypto_address(scan, at, alnum_end);
  }
}

/// Nothing was found in a run that may go on behind other signs, and its kind is named.
[[nodiscard]] bool may_go_on(const Scan& scan, const Run& run) noexcept {
  if (run.cut || pii::odd_gap(scan.text, run.end_after(run.size)) == 0) return false;
  const auto entities = scan.found.entities();
  if (!entities.empty() && entities.back().span.end > run.begin()) return false;
  return scan.evidence(run.begin(), run.begin(), pii::kNamed, 0, pii::kAgainst) >=
         pii::Evidence::Alone;
}

/// What begins at a digit that nothing is glued to.
void find_numbers(Scan& scan, std::size_t at) noexcept {
  pii::find_ip_v4(scan, at);
  // Decimals of a fraction are no number of their own.
  if (ascii::before_or_nul(scan.text, at) == '.' && at > 1 && ascii::is_digit(scan.text[at - 2])) {
    return;
  }
  pii::find_birth_date(scan, at);
  for (const bool odd : {false, true}) {
    const Run run = pii::read_run(scan.text, at, odd);
    // One of many single digits in a row begins nothing, and asking all would cost the most.
    constexpr std::size_t kRow = 19;
    if (run.cut && run.went_before(scan.text, kRow) &&
        std::popcount(run.groups(kRow)) == static_cast<int>(kRow) - 1) {
      return;
    }
    pii::find_payment_card(scan, run);
    pii::find_id(scan, run);
    pii::find_phone(scan, run);
    if (!odd) pii::find_keyword_number(scan, run);
    if (!may_go_on(scan, run)) return;
  }
}

[[nodiscard]] bool joins(char c) noexcept { return c == ' ' || c == '-' || c == '.' || c == '/'; }

/// Digits begin at `end` of a word, or behind one separator, or behind another group of capitals.
[[nodiscard]] bool leads_to_digits(std::string_view text, std::size_t end) noexcept {
  std::size_t at = end;
  if (joins(ascii::at_or_nul(text, at))) ++at;
  if (ascii::is_digit(ascii::at_or_nul(text, at))) return true;
  const std::size_t group = at;
  while (at - group <= kGroupLetters && ascii::is_upper(ascii::at_or_nul(text, at))) ++at;
  if (at == group || at - group > kGroupLetters) return false;
  if (joins(ascii::at_or_nul(text, at))) ++at;
  return ascii::is_digit(ascii::at_or_nul(text, at));
}

/// What begins with letters and goes on with digits.
void find_codes(Scan& scan, const Word& word) noexcept {
  if (word.end - word.begin > kCodeLetters || !leads_to_digits(scan.text, word.end)) return;
  const Run run = pii::read_run(scan.text, word.begin);
  pii::find_iban(scan, run);
  pii::find_id(scan, run);
  pii::find_keyword_number(scan, run);
  if (may_go_on(scan, run)) pii::find_iban(scan, pii::read_run(scan.text, word.begin, true));
}

/// "order id", "ticket number": the first word says what the second is.
[[nodiscard]] Word qualified(const Scan& scan, Word word) noexcept {
  const Word last = scan.word_back(0);
  if ((word.cues & cue(Cue::Identity)) != 0 && (last.cues & pii::kAgainst) != 0 &&
      last.end + 2 >= word.begin) {
    word.cues = last.cues & pii::kAgainst;
  }
  return word;
}

/// Reads the word at `at` and what begins with it.
[[nodiscard]] std::size_t read_letters(Scan& scan, std::size_t at) noexcept {
  const Word word = qualified(scan, scan.read_word(at, scan.word_back(0).hash));
  if (!ascii::is_alnum(ascii::before_or_nul(scan.text, at)) && ascii::is_alpha(scan.text[at])) {
    find_tokens(scan, at, word.end);
    find_codes(scan, word);
  }
  if ((word.cues & cue(Cue::Month)) != 0) pii::find_birth_date(scan, word);
  if ((word.cues & cue(Cue::At)) != 0) pii::find_spoken_email(scan, word);
  scan.add_word(word);
  if ((word.cues & cue(Cue::Password)) != 0) pii::find_password(scan, word);
  if (scan.name_tokens != nullptr) scan.name_tokens->add_word(word.begin, word.end, word.hash);
  return word.end;
}

/// Reads the digits at `at` and what begins with them.
[[nodiscard]] std::size_t read_digits(Scan& scan, std::size_t at) noexcept {
  const Word last = scan.word_back(0);
  const bool after_cue = last.end == at && at > 0 && last.cues != 0;
  std::size_t end = at;
  while (end < scan.text.size() && ascii::is_digit(scan.text[end])) ++end;
  if (after_cue || !ascii::is_alnum(ascii::before_or_nul(scan.text, at))) {
    find_tokens(scan, at, end);
    find_numbers(scan, at);
  }
  if (scan.name_tokens != nullptr) scan.name_tokens->add_number(at, end);
  return end;
}

/// Reads a sign other than a space and what it is the middle or the beginning of.
[[nodiscard]] std::size_t read_sign(Scan& scan, std::size_t at) noexcept {
  if (scan.name_tokens != nullptr) scan.name_tokens->add_sign(at, scan.text[at]);
  const char before = ascii::before_or_nul(scan.text, at);
  const char after = ascii::at_or_nul(scan.text, at + 1);
  switch (scan.text[at]) {
    case '@':
      if (!pii::find_email(scan, at) || before == ' ') pii::find_hidden_email(scan, at, 1);
      break;
    case '&':
    case '%':
    case '\\':
      for (std::string_view signs = "%40|&#64;|&#x40;|&commat;|\\u0040|"; !signs.empty();) {
        const std::string_view escaped = ascii::take_word(signs);
        if (scan.text.substr(at).starts_with(escaped)) {
          pii::find_hidden_email(scan, at, escaped.size());
        }
      }
      break;
    case ':':
      pii::find_url(scan, at);
      pii::find_ip_v6(scan, at);
      pii::find_mac_address(scan, at);
      break;
    case '-': {
      if (after != '-') {
        pii::find_mac_address(scan, at);
        break;
      }
      const std::size_t end = pii::find_private_key(scan, at);
      if (end > at) return end;
      break;
    }
    case '.':
      pii::find_mac_address(scan, at);
      break;
    default:
      break;
  }
  return at + 1;
}

void find_all(Scan& scan) noexcept {
  const std::string_view text = scan.text;
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == ' ') {
      ++at;
    } else if (ascii::is_alpha(c) || ascii::is_high(c)) {
      at = read_letters(scan, at);
    } else if (ascii::is_digit(c)) {
      at = read_digits(scan, at);
    } else {
      at = read_sign(scan, at);
    }
  }
}

}  // namespace

std::span<const Entity> find_pii(std::string_view text, EntityBuffer& buffer,
                                 const PiiModel* model) {
  buffer.clear();
  Scan scan{.text = buffer.plain().assign(text), .found = buffer, .model = model};
  if (model != nullptr) {
    scan.name_tokens = &buffer.name_tokens();
    scan.name_tokens->clear();
  }
  find_all(scan);
  if (model != nullptr) pii::find_names(scan, *scan.name_tokens, *model);
  buffer.restore(buffer.plain());
  return buffer.entities();
}

}  // namespace undertone
