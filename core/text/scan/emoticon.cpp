#include "core/text/scan/emoticon.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text/scan/glyph.h"
#include "core/text/tables/words.gen.h"

namespace undertone::scan {
namespace {

/// First bytes that are told apart; those above ASCII count as one.
constexpr std::size_t kFirsts = 0x81;

constexpr std::size_t first_of(std::string_view face) noexcept {
  return std::min<std::size_t>(static_cast<unsigned char>(face.front()), kFirsts - 1);
}

/// Where in the list the faces begin whose first byte is not below an index.
constexpr std::array<std::uint16_t, kFirsts + 1> kFaceBegins = [] {
  std::array<std::uint16_t, kFirsts + 1> begins{};
  for (std::size_t at = 1; at < tables::kEmoticons.size();) {
    const std::string_view face = tables::word_at(tables::kEmoticons, at);
    at += face.size() + 1;
    for (std::size_t i = first_of(face) + 1; i <= kFirsts; ++i) {
      begins[i] = static_cast<std::uint16_t>(at);
    }
  }
  for (std::size_t i = 0; i <= kFirsts && begins[i] == 0; ++i) begins[i] = 1;
  return begins;
}();

/// The longest listed face that `text` begins with; empty if none.
std::string_view longest_face(std::string_view text) noexcept {
  std::string_view longest;
  const std::size_t first = first_of(text);
  for (std::size_t at = kFaceBegins[first]; at < kFaceBegins[first + 1];) {
    const std::string_view face = tables::word_at(tables::kEmoticons, at);
    // In byte order a longer face comes after every shorter one that it begins with.
    if (text.starts_with(face)) longest = face;
    at += face.size() + 1;
  }
  return longest;
}

std::size_t end_of_repeats(std::string_view text, std::size_t end) noexcept {
  const char last = text[end - 1];
  if (static_cast<unsigned char>(last) >= 0x80) return end;
  while (end < text.size() && text[end] == last) ++end;
  return end;
}

constexpr bool contains(std::string_view set, char c) noexcept {
  return set.find(c) != std::string_view::npos;
}

/// What stands directly before a possible face.
enum class Before { Free, Word, Sign };

Before before(std::string_view text, std::size_t at) noexcept {
  const Glyph previous = read_before(text, at);
  if (previous.at_end() || previous.is_space() || previous.is(CharClass::Emoji)) {
    return Before::Free;
  }
  return previous.is_word_part() || previous.is_alnum() ? Before::Word : Before::Sign;
}

}  // namespace

std::size_t emoticon_end(std::string_view text, std::size_t at) noexcept {
  const std::string_view face = longest_face(text.substr(at));
  if (face.empty()) return at;
  const std::size_t end = end_of_repeats(text, at + face.size());
  const bool word_follows = read(text, end).is_alnum();
  const bool has_eyes_first = contains(":;", face.front());
  switch (before(text, at)) {
    case Before::Free:
      return word_follows && !contains("()[]", face.back()) ? at : end;
    case Before::Word:
      return word_follows || !has_eyes_first || !contains("()DPp", face.back()) ? at : end;
    case Before::Sign:
      return word_follows || !has_eyes_first ? at : end;
  }
  return at;
}

}  // namespace undertone::scan

namespace undertone {

std::string_view emoticon_stem(std::string_view token) noexcept {
  if (token.empty()) return token;
  const std::string_view face = scan::longest_face(token);
  return face.empty() ? token : face;
}

}  // namespace undertone
