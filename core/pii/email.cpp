// E-mail addresses around an '@': dot-atoms and quoted names, domains of ASCII or international
// labels with a top-level domain of letters.
// Source  RFC 5321 section 4.1.2 and RFC 6531; lengths of RFC 5321 section 4.5.3.1 and RFC 1035
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMaxLocalBytes = 64;
constexpr std::size_t kMaxDomainBytes = 253;

/// Letters of two bytes (Latin, Greek, Cyrillic, ...). Those of three bytes belong to scripts
/// written without spaces, where nothing tells a name from the sentence before it.
[[nodiscard]] bool is_two_byte(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 && byte < 0xE0;
}

[[nodiscard]] bool is_local(char c) noexcept {
  return ascii::is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%' ||
         c == '\'' || c == '!' || c == '$' || c == '*' || c == '~' || c == '^' || is_two_byte(c);
}

/// A sign that a name may hold but not begin with.
[[nodiscard]] bool is_inner(char c) noexcept {
  return c == '.' || c == '\'' || c == '!' || c == '$' || c == '*' || c == '~' || c == '^' ||
         c == '-';
}

[[nodiscard]] std::size_t local_begin(std::string_view text, std::size_t at) noexcept {
  const std::size_t limit = at > kMaxLocalBytes ? at - kMaxLocalBytes : 0;
  if (at > 1 && text[at - 1] == '"') {
    for (std::size_t i = at - 1; i > limit; --i) {
      if (text[i - 1] == '"' && i < at - 1) return i - 1;
      if (text[i - 1] == '\n') break;
    }
    return at;
  }
  std::size_t begin = at;
  // The last byte of a longer code point ends the name like a space does.
  while (begin > limit && is_local(text[begin - 1])) --begin;
  while (begin < at &&
         (is_inner(text[begin]) || (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)) {
    ++begin;
  }
  return begin;
}

/// End of the domain that begins at `at`, 0 if there is none.
[[nodiscard]] std::size_t domain_end(std::string_view text, std::size_t at) noexcept {
  std::size_t end = 0;
  std::size_t label = at;
  std::size_t i = at;
  while (i < text.size() && i - at < kMaxDomainBytes) {
    const bool ascii_label = ascii::is_alnum(text[label]);
    bool letters = true;
    while (i < text.size() && i - at < kMaxDomainBytes) {
      const char c = text[i];
      if (ascii::is_high(c)) {
        if (ascii_label && !is_two_byte(c)) break;
        // Ideographic full stop and its neighbours are punctuation.
        if (ascii::has_prefix(text, i, "\xE3\x80")) break;
      } else if (!ascii::is_alnum(c) && c != '-') {
        break;
      }
      letters = letters && !ascii::is_digit(c);
      ++i;
    }
    std::size_t label_end = i;
    while (label_end > label && text[label_end - 1] == '-') --label_end;
    const bool international = ascii::has_prefix(text, label, "xn--");
    if (label > at && label_end - label >= 2 && (letters || international)) end = label_end;
    const char next = ascii::at_or_nul(text, i + 1);
    if (i == label || ascii::at_or_nul(text, i) != '.') break;
    if (!ascii::is_alnum(next) && !ascii::is_high(next)) break;
    label = ++i;
  }
  return end;
}

}  // namespace

bool find_email(Scan& scan, std::size_t at) noexcept {
  const std::size_t end = domain_end(scan.text, at + 1);
  if (end == 0) return false;
  // "jo@@mail.com"
  while (ascii::before_or_nul(scan.text, at) == '@') --at;
  const std::size_t begin = local_begin(scan.text, at);
  if (begin == at) return false;
  scan.offer(EntityType::EmailAddress, begin, end, 1.0F);
  return true;
}

}  // namespace undertone::pii
