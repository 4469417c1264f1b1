#include "core/text/language.h"

#include <catch2/catch.hpp>
#include <string>

#include "core/text/language_model.h"
#include "core/text/tokenizer.h"
#include "tests/support/corpus.h"
#include "tests/support/model_file.h"

namespace {

using undertone::guess_language;
using undertone::Lang;
using undertone::LanguageGuess;

const undertone::LanguageModel& model() {
  static undertone::LanguageModel shipped;
  static const undertone::Status status = shipped.load(undertone::testing::model_bytes("langid"));
  REQUIRE(status == undertone::Status::Ok);
  return shipped;
}

LanguageGuess guess(std::string_view text, Lang running = Lang::Und) {
  undertone::TokenBuffer buffer;
  return guess_language(&model(), text, undertone::tokenize(text, buffer), running);
}

}  // namespace

TEST_CASE("language guess names the language of each line of the corpus", "[text][language]") {
  undertone::test::run_corpus("language", [](const undertone::test::CorpusCase& c) {
    std::string named;
    for (std::size_t at = 0; at < c.input.size();) {
      const std::size_t end = std::min(c.input.find('\n', at), c.input.size());
      if (!named.empty()) named += '\n';
      named += name_of(guess(std::string_view(c.input).substr(at, end - at)).lang);
      at = end + 1;
    }
    return named;
  });
}

TEST_CASE("language guess keeps the conversation's where a message cannot tell",
          "[text][language]") {
  for (const char* message : {"ok", "\U0001f44d", "12345", "", "https://example.com/a"}) {
    INFO(message);
    const LanguageGuess in_german = guess(message, Lang::De);
    CHECK(in_german.lang == Lang::De);
    CHECK_FALSE(in_german.reliable);
    CHECK(guess(message, Lang::Zh).lang == Lang::Zh);
  }
}

TEST_CASE("language guess leaves the conversation's on clear words", "[text][language]") {
  CHECK(guess("sorry, can we speak english please", Lang::De).lang == Lang::En);
  CHECK(guess("\u043f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430",
              Lang::En)
            .lang == Lang::Ru);
  CHECK(guess("\u6211\u8981\u9000\u6b3e", Lang::En).lang == Lang::Zh);
}

TEST_CASE("language guess takes bare ideographs for the conversation's", "[text][language]") {
  CHECK(guess("\u4e86\u89e3").lang == Lang::Zh);
  CHECK(guess("\u4e86\u89e3", Lang::Ja).lang == Lang::Ja);
}

TEST_CASE("language guess reads no code, links or masked tokens", "[text][language]") {
  CHECK(guess("`wo ist mein paket` https://example.de/wo/ist/mein/paket").lang == Lang::Und);
}

TEST_CASE("language guess gives a probability and names nothing without one", "[text][language]") {
  for (const char* message : {"where is my order", "asdfgh", "x", "wo ist mein paket"}) {
    const LanguageGuess g = guess(message);
    CHECK(g.probability >= 0);
    CHECK(g.probability <= 1);
    CHECK((g.lang == Lang::Und) == (g.probability == 0));
    if (g.lang == Lang::Und) CHECK_FALSE(g.reliable);
  }
}
