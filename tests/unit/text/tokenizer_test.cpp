#include "core/text/tokenizer.h"

#include <catch2/catch.hpp>
#include <string>

#include "core/base/limits.h"
#include "core/text/scan/emoticon.h"
#include "tests/support/corpus.h"

namespace {

using undertone::Token;
using undertone::TokenBuffer;
using undertone::tokenize;
using undertone::TokenKind;
namespace token_flag = undertone::token_flag;

constexpr const char* kKindNames[] = {"word",    "number",   "punctuation", "symbol",
                                      "emoji",   "emoticon", "url",         "email",
                                      "mention", "hashtag",  "code",        "ideograph"};

/// One token a line: kind, text, flags. Runs of the same plain kind would hide nothing, so none.
std::string describe(std::string_view text, std::span<const Token> tokens) {
  std::string lines;
  for (const Token& token : tokens) {
    lines += kKindNames[static_cast<std::size_t>(token.kind)];
    lines += ' ';
    for (const char byte : token.span.of(text)) lines += byte == '\n' ? ' ' : byte;
    if ((token.flags & token_flag::kSentenceStart) != 0) lines += " +start";
    if ((token.flags & token_flag::kCapitalised) != 0) lines += " +capitalised";
    if ((token.flags & token_flag::kAllCaps) != 0) lines += " +all_caps";
    if ((token.flags & token_flag::kStretched) != 0) lines += " +stretched";
    if ((token.flags & token_flag::kQuoted) != 0) lines += " +quoted";
    lines += '\n';
  }
  return lines;
}

}  // namespace

TEST_CASE("tokenizer splits the corpus as a reader would", "[text][tokenizer]") {
  TokenBuffer buffer;
  undertone::test::run_corpus("text", [&](const undertone::test::CorpusCase& c) {
    return describe(c.input, tokenize(c.input, buffer));
  });
}

TEST_CASE("tokenizer counts the tokens that it does not list", "[text][tokenizer]") {
  std::string text;
  for (std::size_t i = 0; i < undertone::limits::kMessageTokens + 10; ++i) text += "a ";
  TokenBuffer buffer;
  CHECK(tokenize(text, buffer).size() == undertone::limits::kMessageTokens);
  CHECK(buffer.total_tokens() == undertone::limits::kMessageTokens + 10);
  CHECK(tokenize("a", buffer).size() == 1);
  CHECK(buffer.total_tokens() == 1);
}

TEST_CASE("tokenizer counts code points and not bytes", "[text][tokenizer]") {
  TokenBuffer buffer;
  CHECK(tokenize("gr\u00fc\u00df", buffer)[0].length_codepoints == 4);
  CHECK(tokenize("\U0001f469\u200d\U0001f4bb", buffer)[0].length_codepoints == 3);
  CHECK(tokenize(std::string(70000, 'x'), buffer)[0].length_codepoints == 65535);
}

TEST_CASE("emoticon_stem leaves the repeats out", "[text][tokenizer]") {
  CHECK(undertone::emoticon_stem(":))))") == ":)");
  CHECK(undertone::emoticon_stem(">:((") == ">:(");
  CHECK(undertone::emoticon_stem("xDDD") == "xD");
  CHECK(undertone::emoticon_stem("word") == "word");
}
