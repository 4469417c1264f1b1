#include "core/pii/plain.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "core/pii/ascii.h"
#include "core/text/utf8.h"

namespace undertone {
namespace {

constexpr char kKeep = '\x01';    ///< not a look-alike
constexpr char kVanish = '\x02';  ///< leaves nothing

/// Code points that look alike, or ten digits and the like of which each looks like its own.
struct Alike {
  std::uint32_t first;
  std::uint8_t count;
  char to;
  bool each = false;
};

/// In order. Digits: those that people type or that fonts of social media offer (Unicode 15,
/// general category Nd, and those in circles). Keycaps are a digit and two marks.
constexpr Alike kAlikes[] = {
    {0xA0, 1, ' '},          {0xAD, 1, kVanish},       {0xB7, 1, '.'},
    {0x2BC, 1, '\''},        {0x660, 10, '0', true},   {0x6F0, 10, '0', true},
    {0x966, 10, '0', true},  {0x9E6, 10, '0', true},   {0xA66, 10, '0', true},
    {0xAE6, 10, '0', true},  {0xBE6, 10, '0', true},   {0xC66, 10, '0', true},
    {0xCE6, 10, '0', true},  {0xE50, 10, '0', true},   {0xED0, 10, '0', true},
    {0x180E, 1, kVanish},    {0x2000, 11, ' '},        {0x200B, 5, kVanish},
    {0x2010, 6, '-'},        {0x2018, 2, '\''},        {0x201C, 4, '"'},
    {0x2022, 1, '.'},        {0x202A, 5, kVanish},     {0x202F, 1, ' '},
    {0x2032, 1, '\''},       {0x2043, 1, '-'},         {0x2044, 1, '/'},
    {0x205F, 1, ' '},        {0x2060, 10, kVanish},    {0x20E3, 1, kVanish},
    {0x2212, 1, '-'},        {0x2215, 1, '/'},         {0x2460, 9, '1', true},
    {0x24EA, 1, '0'},        {0x3000, 1, ' '},         {0xFE0F, 1, kVanish},
    {0xFE63, 1, '-'},        {0xFE6B, 1, '@'},         {0xFEFF, 1, kVanish},
    {0xFF01, 94, '!', true}, {0x1D7CE, 50, '0', true},
};

/// What `c`, outside of ASCII, looks like.
[[nodiscard]] char look_alike(char32_t c) noexcept {
  const Alike* row = std::upper_bound(std::begin(kAlikes), std::end(kAlikes), c,
                                      [](char32_t p, const Alike& a) { return p < a.first; });
  if (row == std::begin(kAlikes)) return kKeep;
  --row;
  const std::uint32_t place = c - row->first;
  if (place >= row->count) return kKeep;
  if (!row->each) return row->to;
  // The mathematical digits are five alphabets in a row.
  return static_cast<char>(row->to + static_cast<int>(row->to == '!' ? place : place % 10));
}

/// Whether a lead byte can begin a look-alike at all; the others are letters of Latin, Cyrillic
/// and the like, most of all text outside of ASCII.
[[nodiscard]] bool may_begin_look_alike(unsigned char lead) noexcept {
  return lead == 0xC2 || lead == 0xCA || lead == 0xD9 || lead == 0xDB ||
         (lead >= 0xE0 && lead <= 0xE2) || lead == 0xE3 || lead >= 0xEF;
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
