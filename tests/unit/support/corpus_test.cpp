#include "tests/support/corpus.h"

#include <catch2/catch.hpp>

using undertone::test::parse_corpus;

TEST_CASE("corpus reader takes titles, tags, many lines and notes", "[support][corpus]") {
  const auto cases = parse_corpus(
      "a note\n"
      "=== first\n"
      ":role assistant\n"
      ":final\n"
      "line one\n"
      "\n"
      "line three\n"
      "---\n"
      "result 1\n"
      "\n"
      "result 3\n"
      "\n"
      "=== second\n"
      "---\n",
      "here");
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].title == "first");
  CHECK(cases[0].tag("role") == "assistant");
  CHECK(cases[0].has_tag("final"));
  CHECK(cases[0].tag("lang", "en") == "en");
  CHECK(cases[0].input == "line one\n\nline three");
  CHECK(cases[0].expected == "result 1\n\nresult 3");
  CHECK(cases[0].where == "here:2");
  CHECK(cases[1].input.empty());
  CHECK(cases[1].expected.empty());
}

TEST_CASE("corpus reader keeps an input that begins with a colon", "[support][corpus]") {
  CHECK(parse_corpus("=== smile\n:) hi\n---\n", "here")[0].input == ":) hi");
}

TEST_CASE("corpus reader reads escapes only where the case asks for them", "[support][corpus]") {
  CHECK(parse_corpus("=== plain\na\\nb\n---\n", "here")[0].input == "a\\nb");
  const auto cases = parse_corpus("=== e\n:escaped\n\\xFF\\u{1F600}\\n\\\\\n---\n", "here");
  CHECK(cases[0].input == "\xFF\xF0\x9F\x98\x80\n\\");
}

TEST_CASE("corpus reader refuses a case without a result", "[support][corpus]") {
  CHECK_THROWS(parse_corpus("=== first\nno result\n=== second\n---\n", "here"));
  CHECK_THROWS(undertone::test::read_corpus("no-such-folder"));
}
