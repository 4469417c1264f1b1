#include "core/text/char_class.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/text/tables/case.gen.h"
#include "core/text/tables/char_class.gen.h"
#include "core/text/tables/fold.gen.h"

using undertone::char_info;
using undertone::CharClass;
using undertone::Script;

TEST_CASE("char_info knows class and script", "[text][char_class]") {
  struct Case {
    char32_t code_point;
    CharClass char_class;
    Script script;
  };
  for (const Case& c : {
           Case{U'a', CharClass::Letter, Script::Latin},
           Case{U'7', CharClass::Digit, Script::Common},
           Case{U'$', CharClass::Symbol, Script::Common},
           Case{U'!', CharClass::Punctuation, Script::Common},
           Case{U'\n', CharClass::LineBreak, Script::Common},
           Case{U'\0', CharClass::Control, Script::Common},
           Case{0x00A0, CharClass::Space, Script::Common},
           Case{0x00AD, CharClass::Invisible, Script::Common},
           Case{0x00E9, CharClass::Letter, Script::Latin},
           Case{0x0301, CharClass::Mark, Script::Common},
           Case{0x0416, CharClass::Letter, Script::Cyrillic},
           Case{0x0663, CharClass::Digit, Script::Common},
           Case{0x200B, CharClass::Invisible, Script::Common},
           Case{0x2028, CharClass::LineBreak, Script::Common},
           Case{0x20AC, CharClass::Symbol, Script::Common},
           Case{0x2764, CharClass::Emoji, Script::Common},
           Case{0x2122, CharClass::Symbol, Script::Common},
           Case{0x0E01, CharClass::Letter, Script::Thai},
           Case{0x1000, CharClass::Letter, Script::Unspaced},
           Case{0x3042, CharClass::Letter, Script::Kana},
           Case{0x30FC, CharClass::Letter, Script::Kana},
           Case{0x4E2D, CharClass::Letter, Script::Han},
           Case{0xAC00, CharClass::Letter, Script::Hangul},
           Case{0xD800, CharClass::Control, Script::Common},
           Case{0xE000, CharClass::Control, Script::Common},
           Case{0xFE0F, CharClass::Invisible, Script::Common},
           Case{0xFFFD, CharClass::Symbol, Script::Common},
           Case{0x1F600, CharClass::Emoji, Script::Common},
           Case{0x1F1E9, CharClass::Emoji, Script::Common},
           Case{0x20000, CharClass::Letter, Script::Han},
           Case{0x10FFFF, CharClass::Control, Script::Common},
           Case{0x110000, CharClass::Control, Script::Common},
       }) {
    INFO(static_cast<std::uint32_t>(c.code_point));
    CHECK(char_info(c.code_point).char_class == c.char_class);
    CHECK(char_info(c.code_point).script == c.script);
  }
}

TEST_CASE("lower_case maps capitals of every script and nothing else", "[text][char_class]") {
  CHECK(undertone::lower_case(U'A') == U'a');
  CHECK(undertone::lower_case(0x00C4) == 0x00E4);
  CHECK(undertone::lower_case(0x0178) == 0x00FF);
  CHECK(undertone::lower_case(0x0130) == U'i');
  CHECK(undertone::lower_case(0x0416) == 0x0436);
  CHECK(undertone::lower_case(0x1E9E) == 0x00DF);
  CHECK(undertone::lower_case(0x10400) == 0x10428);
  CHECK(undertone::lower_case(0x00D7) == 0x00D7);
  CHECK(undertone::is_upper(0x0401));
  CHECK_FALSE(undertone::is_upper(0x00DF));
  CHECK_FALSE(undertone::is_upper(0x4E2D));
}

TEST_CASE("text tables are sorted", "[text][char_class]") {
  namespace tables = undertone::tables;
  for (std::size_t page = 0; page < tables::kPages; ++page) {
    std::size_t begin = 0;
    for (std::size_t i = tables::kPageBegins[page]; i < tables::kPageBegins[page + 1]; ++i) {
      // Only the first may stand where its page begins.
      CHECK((i == tables::kPageBegins[page] || tables::kRangeSteps[i] > 0));
      begin += tables::kRangeSteps[i];
    }
    CHECK(begin < 0x100);
  }
  CHECK(tables::kPageBegins.back() == tables::kRangeSteps.size());
  CHECK(std::is_sorted(tables::kHighBegins.begin(), tables::kHighBegins.end()));
  // Code points above the pages find a range of their own.
  CHECK(tables::kHighBegins.front() == tables::kPages * 0x100);
  const auto by_first = [](const tables::MappingRange& a, const tables::MappingRange& b) {
    return a.first + a.span < b.first;
  };
  CHECK(std::is_sorted(tables::kLower.begin(), tables::kLower.end(), by_first));
  CHECK(std::is_sorted(tables::kCompatible.begin(), tables::kCompatible.end(), by_first));
  CHECK(std::is_sorted(tables::kUnmarked.begin(), tables::kUnmarked.end(), by_first));
  const auto by_code_point = [](const tables::Spelling& a, const tables::Spelling& b) {
    return a.code_point < b.code_point;
  };
  CHECK(std::is_sorted(tables::kLatinSpellings.begin(), tables::kLatinSpellings.end(),
                       by_code_point));
  CHECK(std::is_sorted(tables::kLookalikes.begin(), tables::kLookalikes.end(), by_code_point));
}
