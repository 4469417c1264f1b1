#include "core/text/scan/word.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/text/scan/glyph.h"
#include "core/text/tables/words.gen.h"

namespace undertone::scan {
namespace {

constexpr bool is_apostrophe(char32_t c) noexcept {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00B4 || c == '`';
}
constexpr bool joins_words(char32_t c) noexcept {
  return c == '-' || c == '_' || c == 0x2010 || c == 0x2011;
}
constexpr bool joins_digits(char32_t c) noexcept {
  return c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == '\'' || c == 0x2019;
}

constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool equals_ignoring_case(std::string_view a, std::string_view lower) noexcept {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(),
                                                [](char x, char y) { return ascii_lower(x) == y; });
}

/// The English ending after an apostrophe that is a word of its own.
bool is_english_ending(std::string_view after) noexcept {
  constexpr std::array<std::string_view, 6> kEndings = {"s", "m", "d", "re", "ve", "ll"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [after](std::string_view e) { return equals_ignoring_case(after, e); });
}

bool is_contraction_ending(std::string_view after) noexcept {
  return is_english_ending(after) || equals_ignoring_case(after, "t");
}

/// The run of ASCII letters at `at`, as far as an ending could reach.
std::string_view ascii_letters(std::string_view text, std::size_t at) noexcept {
  std::size_t size = 0;
  for (const char c : text.substr(at, 3)) {
    if (ascii_lower(c) < 'a' || ascii_lower(c) > 'z') break;
    ++size;
  }
  return text.substr(at, size);
}

bool is_elision(std::string_view before) noexcept {
  std::array<char, 8> lower{};
  if (before.size() > lower.size()) return false;
  std::transform(before.begin(), before.end(), lower.begin(), ascii_lower);
  return tables::contains(tables::kElisions, {lower.data(), before.size()});
}

/// Digits with single separators between them.
std::size_t number_end(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at;
  for (Glyph g = read(text, end); g.is(CharClass::Digit);) {
    g = read(text, end += g.size_bytes);
    if (!joins_digits(g.value)) continue;
    const Glyph next = read(text, end + g.size_bytes);
    if (!next.is(CharClass::Digit)) break;
    end += g.size_bytes;
    g = next;
  }
  return end;
}

/// Letters and digits with single apostrophes, hyphens and underscores between them.
WordEnd letters_end(std::string_view text, std::size_t at) noexcept {
  WordEnd word{at, TokenKind::Word, 0};
  for (;;) {
    const Glyph g = read(text, word.end);
    std::size_t part = word.end + g.size_bytes;
    if (!g.is_word_part()) {
      const bool apostrophe = is_apostrophe(g.value);
      const Glyph next = read(text, part);
      if ((!apostrophe && !joins_words(g.value)) || word.end == at || !next.is_word_part() ||
          next.is(CharClass::Invisible)) {
        break;
      }
      if (apostrophe) {
        if (!next.is(CharClass::Letter)) break;
        // A back-tick is an apostrophe only where one is certain ("don`t").
        if (g.value == '`' && !is_contraction_ending(ascii_letters(text, part))) break;
        if (word.apostrophe == 0) word.apostrophe = word.end;
      }
      part += next.size_bytes;
    }
    word.end = part;
  }
  if (word.apostrophe == 0) word.apostrophe = word.end;
  return word;
}

}  // namespace

WordEnd word_end(std::string_view text, std::size_t at) noexcept {
  if (!read(text, at).is(CharClass::Digit)) return letters_end(text, at);
  const std::size_t end = number_end(text, at);
  const std::string_view number = text.substr(at, end - at);
  const Glyph after = read(text, end);
  // "3rd", "24-hour", "550e8400-e29b": digits that belong to letters. "10:30am" parts before them.
  const bool only_hyphens = number.find_first_of(".,:/'") == std::string_view::npos;
  const bool letter_follows = after.is(CharClass::Letter) && after.is_word_part();
  const bool joined_letter_follows =
      joins_words(after.value) && read(text, end + after.size_bytes).is(CharClass::Letter);
  if (only_hyphens && (letter_follows || joined_letter_follows)) {
    const WordEnd word = letters_end(text, at);
    if (word.end > end) return word;
  }
  return {end, TokenKind::Number, end};
}

std::size_t contraction_part_end(std::string_view text, std::size_t begin, std::size_t apostrophe,
                                 std::size_t end) noexcept {
  if (apostrophe >= end) return end;
  const std::size_t after = apostrophe + read(text, apostrophe).size_bytes;
  const std::size_t part_end = next_apostrophe(text, after, end);  // "shouldn't've" has two
  const std::string_view ending = text.substr(after, part_end - after);
  const std::string_view stem = text.substr(begin, apostrophe - begin);
  if (stem.empty()) return part_end;
  if (equals_ignoring_case(ending, "t") && ascii_lower(stem.back()) == 'n') {
    return stem.size() > 1 ? apostrophe - 1 : part_end;
  }
  const bool elision = is_elision(stem);
  if (is_english_ending(ending) && !elision) return apostrophe;
  return elision ? after : end;
}

std::size_t next_apostrophe(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  while (begin < end) {
    const Glyph g = read(text, begin);
    if (is_apostrophe(g.value)) return begin;
    begin += g.size_bytes;
  }
  return end;
}

WordLook word_look(std::string_view word) noexcept {
  std::size_t length = 0;
  std::size_t letters = 0;
  std::size_t capitals = 0;
  std::size_t run = 0;
  bool capitalised = false;
  bool stretched = false;
  char32_t last = 0;
  for (std::size_t at = 0; at < word.size(); ++length) {
    const Glyph g = read(word, at);
    at += g.size_bytes;
    if (!g.is(CharClass::Letter)) {
      run = g.is(CharClass::Mark) || g.is(CharClass::Invisible) ? run : 0;
      continue;
    }
    const char32_t lower = lower_case(g.value);
    if (lower != g.value) {
      ++capitals;
      capitalised = capitalised || letters == 0;
    }
    ++letters;
    run = lower == last && run != 0 ? run + 1 : 1;
    last = lower;
    stretched = stretched || run >= 3;
  }
  constexpr std::size_t kMax = std::numeric_limits<std::uint16_t>::max();
  WordLook look;
  look.length_codepoints = static_cast<std::uint16_t>(std::min(length, kMax));
  if (capitalised) look.flags |= token_flag::kCapitalised;
  if (letters >= 2 && capitals == letters) look.flags |= token_flag::kAllCaps;
  if (stretched) look.flags |= token_flag::kStretched;
  return look;
}

}  // namespace undertone::scan
