#include "core/text/scan/emoji.h"

#include "core/text/scan/glyph.h"

namespace undertone::scan {
namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kTextStyle = 0xFE0E;
constexpr char32_t kEmojiStyle = 0xFE0F;
constexpr char32_t kKeycap = 0x20E3;

constexpr bool is_regional(char32_t c) noexcept { return c >= 0x1F1E6 && c <= 0x1F1FF; }
constexpr bool is_skin_tone(char32_t c) noexcept { return c >= 0x1F3FB && c <= 0x1F3FF; }
constexpr bool is_tag(char32_t c) noexcept { return c >= 0xE0020 && c <= 0xE007F; }

std::size_t keycap_end(std::string_view text, std::size_t at) noexcept {
  Glyph next = read(text, at + 1);
  std::size_t end = at + 1;
  if (next.value == kEmojiStyle) next = read(text, end += next.size_bytes);
  return next.value == kKeycap ? end + next.size_bytes : at;
}

/// One picture with what changes its look.
std::size_t picture_end(std::string_view text, std::size_t at) noexcept {
  const Glyph first = read(text, at);
  std::size_t end = at + first.size_bytes;
  Glyph next = read(text, end);
  const bool plain_sign = first.is(CharClass::Symbol) || first.is(CharClass::Punctuation);
  if (!first.is(CharClass::Emoji) && !(plain_sign && next.value == kEmojiStyle)) return at;
  if (is_regional(first.value)) {
    return is_regional(next.value) ? end + next.size_bytes : end;
  }
  while (next.value == kTextStyle || next.value == kEmojiStyle || next.value == kKeycap ||
         is_skin_tone(next.value) || is_tag(next.value)) {
    next = read(text, end += next.size_bytes);
  }
  return end;
}

}  // namespace

std::size_t emoji_end(std::string_view text, std::size_t at) noexcept {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    const bool may_be_keycap = first == '#' || first == '*' || (first >= '0' && first <= '9');
    return may_be_keycap ? keycap_end(text, at) : at;
  }
  std::size_t end = picture_end(text, at);
  while (end != at) {
    const Glyph joiner = read(text, end);
    if (joiner.value != kJoiner) break;
    const std::size_t next = end + joiner.size_bytes;
    const std::size_t next_end = next < text.size() ? picture_end(text, next) : next;
    if (next_end == next) break;
    end = next_end;
  }
  return end;
}

}  // namespace undertone::scan
