#include "core/text/utf8.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "core/base/limits.h"

using namespace std::string_literals;
namespace utf8 = undertone::utf8;

TEST_CASE("utf8 decode reads the first and last code point of every length", "[text][utf8]") {
  struct Case {
    const char* bytes;
    char32_t value;
  };
  for (const auto& [bytes, value] :
       {Case{"\x01", 0x1}, Case{"\x7F", 0x7F}, Case{"\xC2\x80", 0x80}, Case{"\xDF\xBF", 0x7FF},
        Case{"\xE0\xA0\x80", 0x800}, Case{"\xED\x9F\xBF", 0xD7FF}, Case{"\xEE\x80\x80", 0xE000},
        Case{"\xEF\xBF\xBF", 0xFFFF}, Case{"\xF0\x90\x80\x80", 0x10000},
        Case{"\xF4\x8F\xBF\xBF", 0x10FFFF}}) {
    const std::string_view text = bytes;
    const utf8::CodePoint code_point = utf8::decode(text, 0);
    CHECK(code_point.value == value);
    CHECK(code_point.size_bytes == text.size());
    CHECK(code_point.well_formed);
    char out[4];
    CHECK(std::string_view(out, utf8::encode(value, out)) == text);
  }
}

// Expected results: Unicode 15, section 3.9, tables 3-8 to 3-11.
TEST_CASE("utf8 sanitize replaces each maximal malformed part once", "[text][utf8]") {
  const std::string r = "\xEF\xBF\xBD";
  struct Case {
    std::string input;
    std::string expected;
    std::size_t replaced_count;
  };
  const Case cases[] = {
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", r + r + r + r + r + r + r + r + "A", 8},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", r + r + r + r + r + r + r + r + "A", 8},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", r + r + r + r + r + "A" + r + r + "B", 7},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", r + r + r + r + "A", 4},
      {"ok \xE2\x82", "ok " + r, 1},
      {"a\0b"s, "a\0b"s, 0},
      {"", "", 0},
  };
  for (const Case& c : cases) {
    std::string buffer;
    const utf8::Sanitized sanitized = utf8::sanitize(c.input, buffer);
    CHECK(sanitized.text == c.expected);
    CHECK(sanitized.replaced_count == c.replaced_count);
    CHECK(sanitized.cut_bytes == 0);
    CHECK(utf8::utf16_length(c.input) == utf8::utf16_length(c.expected));
    CHECK(utf8::codepoint_count(c.input) == utf8::codepoint_count(c.expected));
  }
}

TEST_CASE("utf8 sanitize gives valid input back without copying", "[text][utf8]") {
  const std::string input = "gr\xC3\xBC\xC3\x9F dich \xF0\x9F\x98\x80";
  std::string buffer;
  const utf8::Sanitized sanitized = utf8::sanitize(input, buffer);
  CHECK(sanitized.text.data() == input.data());
  CHECK(sanitized.text.size() == input.size());
}

TEST_CASE("utf8 sanitize cuts at a code point", "[text][utf8]") {
  constexpr std::size_t kMax = undertone::limits::kMessageBytes;
  std::string buffer;
  std::string input(kMax - 2, 'a');
  input += "\xF0\x9F\x98\x80 and more";
  const utf8::Sanitized cut = utf8::sanitize(input, buffer);
  CHECK(cut.text.size() == kMax - 2);
  CHECK(cut.cut_bytes == 13);

  const utf8::Sanitized exact = utf8::sanitize(std::string(kMax, 'a'), buffer);
  CHECK(exact.text.size() == kMax);
  CHECK(exact.cut_bytes == 0);

  // Replacements make the text longer than its input; the limit holds for the result.
  const utf8::Sanitized grown = utf8::sanitize(std::string(kMax, '\xFF'), buffer);
  CHECK(grown.text.size() == kMax - kMax % 3);
  CHECK(grown.replaced_count == kMax / 3);
  CHECK(grown.cut_bytes == kMax - kMax / 3);
}

TEST_CASE("utf8 lengths count what JavaScript counts", "[text][utf8]") {
  const std::string_view text =
      "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 plain ascii, eight at a time";
  CHECK(utf8::codepoint_count(text) == 33);
  CHECK(utf8::utf16_length(text) == 34);
}

TEST_CASE("utf8 offsets map both ways, also when asked in falling order", "[text][utf8]") {
  // byte 0 a, 1 e-acute, 3 euro, 6 emoji, 10 b; UTF-16 0, 1, 2, 3, 5
  const std::string_view text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\x62";
  utf8::OffsetMap map{text};
  CHECK(map.to_utf16({3, 10}) == undertone::TextSpan{2, 5});
  CHECK(map.to_utf16(std::size_t{1}) == 1);
  CHECK(map.to_utf16(std::size_t{8}) == 3);  // inside the emoji: its beginning
  CHECK(map.to_utf16(std::size_t{99}) == 6);
  CHECK(map.to_bytes(5) == 10);
  CHECK(map.to_bytes(4) == 6);
  CHECK(map.to_bytes(2) == 3);
  CHECK(map.to_bytes(99) == 11);
}
