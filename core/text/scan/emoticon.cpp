#include "core/text/scan/emoticon.h"

#include <algorithm>

#include "core/text/scan/glyph.h"
#include "core/text/tables/words.gen.h"

namespace undertone::scan {
namespace {

/// The longest listed face that `text` begins with; empty if none.
std::string_view longest_face(std::string_view text) noexcept {
  const auto& faces = tables::kEmoticons;
  const auto first_byte_less = [](std::string_view a, std::string_view b) {
    return a.substr(0, 1) < b.substr(0, 1);
  };
  const auto [begin, end] = std::equal_range(faces.begin(), faces.end(), text, first_byte_less);
  // In byte order a longer face comes after every shorter one that it begins with.
  for (const auto* face = end; face != begin;) {
    if (text.starts_with(*--face)) return *face;
  }
  return {};
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
  const std::string_view face = scan::longest_face(token);
  return face.empty() ? token : face;
}

}  // namespace undertone
