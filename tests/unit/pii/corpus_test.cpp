#include "tests/support/corpus.h"

#include <catch2/catch.hpp>

#include "tests/unit/pii/found.h"

using undertone::test::CorpusCase;
using undertone::test::found;
using undertone::test::run_corpus;

namespace {

/// The entities of one message, line breaks inside of them written out.
std::string describe(std::string_view text, std::string_view between) {
  constexpr char kBetween = '\x1f';
  std::string line;
  for (const char c : found(text, {&kBetween, 1})) {
    if (c == kBetween) {
      line += between;
    } else if (c == '\n') {
      line += "\\n";
    } else {
      line += c;
    }
  }
  return line.empty() ? "-" : line;
}

std::string describe_case(const CorpusCase& c) {
  if (!c.has_tag("lines")) return describe(c.input, "\n");
  std::string result;
  std::string_view rest = c.input;
  for (;;) {
    const std::size_t end = rest.find('\n');
    if (!result.empty()) result += '\n';
    result += describe(rest.substr(0, end), " ; ");
    if (end == std::string_view::npos) return result;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

TEST_CASE("personal data is found in readable cases", "[pii][corpus]") {
  run_corpus("pii", describe_case);
}
