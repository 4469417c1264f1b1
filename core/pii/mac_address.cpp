// Hardware addresses: six pairs of hex digits joined by ":" or "-", or three groups of four by ".".
// Source  IEEE 802-2014 section 8; the dotted form is Cisco's
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

/// End of `count` groups of `digits` hex digits at `begin`, joined by `separator`; 0 if not there.
[[nodiscard]] std::size_t groups_end(std::string_view text, std::size_t begin, char separator,
                                     std::size_t count, std::size_t digits) noexcept {
  std::size_t at = begin;
  bool has_letter = false;
  for (std::size_t group = 0; group < count; ++group) {
    for (std::size_t i = 0; i < digits; ++i, ++at) {
      if (!ascii::is_hex(ascii::at_or_nul(text, at))) return 0;
      has_letter = has_letter || ascii::is_alpha(text[at]);
    }
    if (group + 1 < count && ascii::at_or_nul(text, at++) != separator) return 0;
  }
  const char after = ascii::at_or_nul(text, at);
  if (ascii::is_alnum(after) || after == separator) {
    if (after != '.' || ascii::is_alnum(ascii::at_or_nul(text, at + 1))) return 0;
  }
  // Only digits: a number in groups, unless joined by colons.
  return has_letter || separator == ':' ? at : 0;
}

}  // namespace

void find_mac_address(Scan& scan, std::size_t at) noexcept {
  const char separator = scan.text[at];
  const std::size_t digits = separator == '.' ? 4 : 2;
  if (at < digits) return;
  const std::size_t begin = at - digits;
  const char before = ascii::before_or_nul(scan.text, begin);
  if (ascii::is_alnum(before) || before == separator || before == '_') return;
  const std::size_t end = groups_end(scan.text, begin, separator, separator == '.' ? 3 : 6, digits);
  if (end != 0) scan.offer(EntityType::MacAddress, begin, end, 0.97F);
}

}  // namespace undertone::pii
