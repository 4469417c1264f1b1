#include "core/pii/plain.h"

#include <algorithm>
#include <cstddef>

#include "core/pii/ascii.h"
#include "core/text/utf8.h"

namespace undertone {
namespace {

constexpr char kKeep = '\x01';    ///< not a look-alike
constexpr char kVanish = '\x02';  ///< leaves nothing

/// First code points of the runs of ten decimal digits outside of ASCII that people type or that
/// fonts of social media offer (Unicode 15, general category Nd).
constexpr char32_t kDigitRuns[] = {0x0660,  0x06F0,  0x0966,  0x09E6,  0x0A66, 0x0AE6,
                                   0x0BE6,  0x0C66,  0x0CE6,  0x0E50,  0x0ED0, 0xFF10,
                                   0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6};

/// What `c`, outside of ASCII, looks like.
[[nodiscard]] char look_alike(char32_t c) noexcept {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
  if (c == 0x2215 || c == 0x2044) return '/';
  if (c == 0x2212 || c == 0xFE63 || c == 0x2043 || (c >= 0x2010 && c <= 0x2015)) return '-';
  if (c == 0xAD || c == 0x2060 || c == 0xFEFF || (c >= 0x200B && c <= 0x200F)) return kVanish;
  if (c == 0xA0 || c == 0x202F || c == 0x205F || c == 0x3000 || (c >= 0x2000 && c <= 0x200A)) {
    return ' ';
  }
  if (c == 0x2018 || c == 0x2019 || c == 0x2032 || c == 0x02BC) return '\'';
  if (c >= 0x201C && c <= 0x201F) return '"';
  for (const char32_t zero : kDigitRuns) {
    if (c >= zero && c < zero + 10) return static_cast<char>('0' + (c - zero));
  }
  return kKeep;
}

/// Whether a lead byte can begin a look-alike at all; the others are letters of Latin, Cyrillic
/// and the like, most of all text outside of ASCII.
[[nodiscard]] bool may_begin_look_alike(unsigned char lead) noexcept {
  return lead == 0xC2 || lead == 0xCA || lead == 0xD9 || lead == 0xDB || lead == 0xE0 ||
         lead == 0xE2 || lead == 0xE3 || lead >= 0xEF;
}

}  // namespace

std::string_view PlainText::assign(std::string_view text) {
  bytes_.clear();
  shifts_.clear();
  std::size_t kept_from = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!ascii::is_high(text[at]) || !may_begin_look_alike(static_cast<unsigned char>(text[at]))) {
      ++at;
      continue;
    }
    const utf8::CodePoint point = utf8::decode(text, at);
    const char plain = point.well_formed ? look_alike(point.value) : kKeep;
    const std::size_t next = at + point.size_bytes;
    if (plain != kKeep) {
      bytes_.append(text.substr(kept_from, at - kept_from));
      if (plain != kVanish) bytes_.push_back(plain);
      kept_from = next;
      shifts_.push_back({static_cast<std::uint32_t>(bytes_.size()),
                         static_cast<std::uint32_t>(next - bytes_.size())});
    }
    at = next;
  }
  if (shifts_.empty()) return text;
  bytes_.append(text.substr(kept_from));
  return bytes_;
}

std::uint32_t PlainText::shift_at(std::uint32_t plain_offset) const noexcept {
  const auto after =
      std::upper_bound(shifts_.begin(), shifts_.end(), plain_offset,
                       [](std::uint32_t offset, const Shift& s) { return offset < s.plain; });
  return after == shifts_.begin() ? 0 : (after - 1)->shift;
}

TextSpan PlainText::original(TextSpan span) const noexcept {
  return {span.begin + shift_at(span.begin), span.end + shift_at(span.end)};
}

}  // namespace undertone
