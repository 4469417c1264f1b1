// E-mail addresses that are written to be read by people only:
//
//   jo at mail dot com    jo [at] mail [dot] com    jo(at)mail.com    jo @ mail . com
//   jo-at-mail-dot-com    jo&#64;mail.com    jo%40mail.com    jo(@)mail(.)com    jo.b@gmail
//
// A bare "at" with a plain domain ("I looked at mail.com") needs more: a mail service that
// everybody knows, a name that is no word, or the word "e-mail" before.
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMaxLocal = 64;
constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMaxLabels = 4;
/// "." as it is said, each with a "|" behind it.
constexpr std::string_view kDots = "dot|punkt|point|punto|ponto|punt|.|";

[[nodiscard]] bool is_label(char c) noexcept {
  return ascii::is_alnum(c) || c == '-' || c == '_' || ascii::is_high(c);
}

/// Behind spaces and `joint`, the sign that stands for them in "jo-at-mail-dot-com".
[[nodiscard]] std::size_t skip_spaces(std::string_view text, std::size_t at,
                                      char joint = ' ') noexcept {
  while (ascii::is_space(ascii::at_or_nul(text, at)) || ascii::at_or_nul(text, at) == joint) ++at;
  return at;
}

[[nodiscard]] bool is_open(char c) noexcept { return c == '(' || c == '[' || c == '{' || c == '<'; }
[[nodiscard]] bool is_close(char c) noexcept {
  return c == ')' || c == ']' || c == '}' || c == '>';
}

/// Behind "dot", ".", "[dot]", "(.)" and translations with the spaces around; 0 if there is none.
/// `spoken`: it is a word.
[[nodiscard]] std::size_t dot_end(std::string_view text, std::size_t at, char joint,
                                  bool& spoken) noexcept {
  std::size_t i = skip_spaces(text, at, joint);
  const bool spaced = i > at;
  if (ascii::at_or_nul(text, i) == '.') {
    const std::size_t next = skip_spaces(text, i + 1);
    // A full stop has a space behind it only; " . ", " ." and "." are dots.
    return spaced || next == i + 1 ? next : 0;
  }
  const bool bracket = is_open(ascii::at_or_nul(text, i));
  if (bracket) i = skip_spaces(text, i + 1);
  for (std::string_view words = kDots; !words.empty();) {
    const std::string_view word = ascii::take_word(words);
    if (!ascii::has_prefix(text, i, word)) continue;
    std::size_t end = i + word.size();
    if (bracket) end = skip_spaces(text, end) + 1;
    if (!bracket && (!spaced || ascii::at_or_nul(text, end) != joint)) return 0;
    spoken = true;
    return skip_spaces(text, end, joint);
  }
  return 0;
}

struct Domain {
  std::size_t end = 0;
  bool spoken = false;
  bool known = false;
  /// a service without an ending
  bool alone = false;
};

/// A domain that ends with a well-known top-level domain, or a well-known service alone.
[[nodiscard]] Domain read_domain(const Scan& scan, std::size_t at, char joint) noexcept {
  const std::string_view text = scan.text;
  Domain domain;
  Domain best;
  for (std::size_t label = 0; label < kMaxLabels; ++label) {
    std::size_t end = at;
    while (end < text.size() && end - at < kMaxLabel && is_label(text[end]) && text[end] != joint) {
      ++end;
    }
    if (end == at) break;
    const Word word = scan.read_word(at, 0);
    if (label > 0 && word.end == end && (word.cues & cue(Cue::TopDomain)) != 0) {
      best = domain;
      best.end = end;
    }
    if ((word.cues & cue(Cue::MailHost)) != 0) {
      domain.known = true;
      if (label == 0) best = {end, false, true, true};
    }
    at = dot_end(text, end, joint, domain.spoken);
    if (at == 0) break;
  }
  return best;
}

/// A letter or digit with a space on either side.
[[nodiscard]] bool is_alone(std::string_view text, std::size_t at) noexcept {
  return is_label(text[at]) && ascii::at_or_nul(text, at + 1) == ' ' &&
         !is_label(ascii::before_or_nul(text, at));
}

/// Begin of the spoken dot that ends at `end`, with the spaces around it; `end` if there is none.
[[nodiscard]] std::size_t dot_begin(std::string_view text, std::size_t end) noexcept {
  for (std::string_view words = kDots; !words.empty();) {
    const std::size_t spaced = ascii::take_word(words).size() + 2;
    bool spoken = false;
    if (end > spaced && dot_end(text, end - spaced, ' ', spoken) == end && spoken) {
      return end - spaced;
    }
  }
  return end;
}

/// Begin of the local part that ends at `end`, over "john dot doe"; `end` if there is none.
[[nodiscard]] std::size_t local_begin(std::string_view text, std::size_t end) noexcept {
  const std::size_t limit = end > kMaxLocal ? end - kMaxLocal : 0;
  std::size_t begin = end;
  for (;;) {
    while (begin > limit &&
           (is_label(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == '+')) {
      --begin;
    }
    const std::size_t dot = dot_begin(text, begin);
    if (dot == begin || dot < limit) break;
    begin = dot;
  }
  // "j o h n @"
  while (begin > limit + 1 && text[begin - 1] == ' ' && is_alone(text, begin) &&
         is_alone(text, begin - 2)) {
    begin -= 2;
  }
  while (begin < end && text[begin] == '.') ++begin;
  return begin;
}

/// The last word of the local part could as well be a word of the sentence.
[[nodiscard]] bool reads_like_word(std::string_view local) noexcept {
  for (const char c : local) {
    if (ascii::is_digit(c) || c == '.' || c == '_' || c == '+' || c == ' ') return false;
  }
  return true;
}

[[nodiscard]] bool has_email_cue(const Scan& scan, std::size_t begin) noexcept {
  for (std::size_t n = 0; n < 6; ++n) {
    const Word word = scan.word_back(n);
    if (word.end == 0 || word.end + 40 < begin) return false;
    if (word.end <= begin && (word.cues & cue(Cue::Email)) != 0) return true;
  }
  return false;
}

void offer(Scan& scan, std::size_t local_end, std::size_t domain_at, bool bare,
           char joint = ' ') noexcept {
  const std::string_view text = scan.text;
  const std::size_t begin = local_begin(text, local_end);
  if (begin == local_end) return;
  const Domain domain = read_domain(scan, domain_at, joint);
  if (domain.end == 0) return;
  const std::string_view local = text.substr(begin, local_end - begin);
  // "me @ live": a service without its ending needs a name that is no word.
  if (domain.alone && (bare || reads_like_word(local))) return;
  if (reads_like_word(local) && !has_email_cue(scan, begin)) {
    const Word word = scan.read_word(begin, 0);
    if ((word.cues & cue(Cue::NoLocal)) != 0) return;
    if (bare && !domain.spoken && !domain.known) return;
  }
  scan.offer(EntityType::EmailAddress, begin, domain.end, 0.9F);
}

[[nodiscard]] std::size_t trim_spaces(std::string_view text, std::size_t end) noexcept {
  while (end > 0 && ascii::is_space(text[end - 1])) --end;
  return end;
}

}  // namespace

void find_spoken_email(Scan& scan, const Word& at_word) noexcept {
  const std::string_view text = scan.text;
  const std::size_t begin = trim_spaces(text, at_word.begin);
  const std::size_t end = skip_spaces(text, at_word.end);
  if (is_open(ascii::before_or_nul(text, begin)) && is_close(ascii::at_or_nul(text, end))) {
    offer(scan, trim_spaces(text, begin - 1), skip_spaces(text, end + 1), false);
    return;
  }
  const char before = ascii::before_or_nul(text, at_word.begin);
  const char joint = ascii::at_or_nul(text, at_word.end);
  if (before == ' ' && joint == ' ') offer(scan, begin, end, true);
  if (before == ' ' && joint == '-') offer(scan, begin, end + 1, true);
  if (before == joint && (joint == '-' || joint == '_')) {
    offer(scan, begin - 1, end + 1, true, joint);
  }
}

void find_hidden_email(Scan& scan, std::size_t at, std::size_t size_bytes) noexcept {
  const std::string_view text = scan.text;
  std::size_t after = at + size_bytes;
  if (is_open(ascii::before_or_nul(text, at)) && is_close(ascii::at_or_nul(text, after))) {
    --at;
    ++after;
  }
  offer(scan, trim_spaces(text, at), skip_spaces(text, after), false);
}

}  // namespace undertone::pii
