// IP addresses: dotted decimal without leading zeros; IPv6 in all text forms, with an embedded IPv4
// part, a zone and a prefix length.
// Source  RFC 791; RFC 4291 section 2.2; RFC 4007 section 11 (zones)
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kOctets = 4;
constexpr std::size_t kGroups = 8;
constexpr std::size_t kGroupDigits = 4;
/// Longest text form before a zone: eight groups, the last two as IPv4.
constexpr std::size_t kMaxBytes = 45;

/// A letter or digit follows, or another part of a dotted row.
[[nodiscard]] bool goes_on(std::string_view text, std::size_t at) noexcept {
  const char after = ascii::at_or_nul(text, at);
  return ascii::is_alnum(after) || after == '_' ||
         (after == '.' && ascii::is_digit(ascii::at_or_nul(text, at + 1)));
}

/// End of the dotted address that begins at `at`, 0 if there is none.
[[nodiscard]] std::size_t dotted_end(std::string_view text, std::size_t at) noexcept {
  for (std::size_t octet = 0; octet < kOctets; ++octet) {
    const std::size_t begin = at;
    int value = 0;
    while (at - begin < 3 && ascii::is_digit(ascii::at_or_nul(text, at))) {
      value = value * 10 + (text[at++] - '0');
    }
    if (at == begin || value > 255 || (text[begin] == '0' && at - begin > 1)) return 0;
    if (octet + 1 < kOctets && ascii::at_or_nul(text, at++) != '.') return 0;
  }
  return goes_on(text, at) ? 0 : at;
}

/// A prefix length ("/64") or a port is part of what was written, but not of the address.
[[nodiscard]] std::size_t zone_end(std::string_view text, std::size_t at) noexcept {
  if (ascii::at_or_nul(text, at) != '%') return at;
  std::size_t end = at + 1;
  while (end - at < 16 && ascii::is_alnum(ascii::at_or_nul(text, end))) ++end;
  return end > at + 1 ? end : at;
}

}  // namespace

void find_ip_v4(Scan& scan, std::size_t at) noexcept {
  const char before = ascii::before_or_nul(scan.text, at);
  if (before == '.' || before == '-' || before == '_' || before == ',') return;
  const std::size_t end = dotted_end(scan.text, at);
  if (end == 0) return;
  // "version 1.2.3.4": said of the number itself, nothing else reads like an address.
  if ((scan.word_back(0).cues & cue(Cue::Version)) != 0 && scan.word_back(0).end + 3 >= at) return;
  scan.offer(EntityType::IpAddress, at, end, 0.95F);
}

void find_ip_v6(Scan& scan, std::size_t at) noexcept {
  const std::string_view text = scan.text;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kGroupDigits && ascii::is_hex(text[begin - 1])) --begin;
  const char before = ascii::before_or_nul(text, begin);
  if (ascii::is_alnum(before) || before == ':' || before == '.' || before == '_') return;

  std::size_t groups = 0;
  bool compressed = false;
  bool has_digit = false;
  std::size_t end = begin;
  std::size_t i = begin;
  while (i < text.size() && i - begin < kMaxBytes) {
    std::size_t digits = 0;
    while (digits <= kGroupDigits && ascii::is_hex(ascii::at_or_nul(text, i + digits))) {
      has_digit = has_digit || ascii::is_digit(text[i + digits]);
      ++digits;
    }
    if (digits > kGroupDigits) return;
    if (digits > 0 && ascii::at_or_nul(text, i + digits) == '.') {
      const std::size_t dotted = dotted_end(text, i);
      if (dotted != 0) {
        groups += 2;
        end = dotted;
        break;
      }
    }
    if (digits > 0) {
      ++groups;
      i += digits;
      end = i;
    }
    if (ascii::at_or_nul(text, i) != ':') break;
    if (ascii::at_or_nul(text, i + 1) == ':') {
      if (compressed) return;
      compressed = true;
      i += 2;
      end = i;
    } else {
      if (!ascii::is_hex(ascii::at_or_nul(text, i + 1)) || digits == 0) break;
      ++i;
    }
  }
  if (groups > kGroups || (compressed ? groups == kGroups : groups != kGroups)) return;
  if (goes_on(text, end) || ascii::at_or_nul(text, end) == ':') return;
  // "a::b" names a member in several languages, "::" alone says nothing: an address has a digit.
  if (!has_digit || groups == 0) return;
  scan.offer(EntityType::IpAddress, begin, zone_end(text, end), 0.95F);
}

}  // namespace undertone::pii
