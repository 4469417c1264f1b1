#include "core/features/turn_features.h"

#include <catch2/catch.hpp>
#include <string>

#include "core/base/word_hash.h"
#include "core/text/token.h"
#include "tests/support/turn.h"

using namespace undertone;
using undertone::testing::TestTurn;

TEST_CASE("word kinds are those of the tokenizer", "[features]") {
  CHECK(static_cast<int>(WordKind::Word) == static_cast<int>(TokenKind::Word));
  CHECK(static_cast<int>(WordKind::Emoji) == static_cast<int>(TokenKind::Emoji));
  CHECK(static_cast<int>(WordKind::Entity) == static_cast<int>(TokenKind::Entity));
}

TEST_CASE("a word is known by the hash of its folded spelling", "[features]") {
  TestTurn reader;
  const TurnFeatures& turn = reader.read("HELLO World");
  REQUIRE(turn.num_words == 2);
  CHECK(turn.words()[0].hash == word_hash("hello"));
  CHECK(turn.words()[1].hash == word_hash("world"));
  CHECK((turn.words()[0].flags & word_flag::kAllCaps) != 0);
  CHECK(turn.counts.all_caps_words == 1);
}

TEST_CASE("a stretched word has two spellings to look up", "[features]") {
  TestTurn reader;
  const TurnFeatures& turn = reader.read("soooo");
  REQUIRE(turn.num_words == 1);
  CHECK(turn.words()[0].hash == word_hash("soo"));
  CHECK(turn.words()[0].other_hash == word_hash("so"));
}

TEST_CASE("what masking hid has the hash of its type, whatever the value", "[features]") {
  TestTurn reader;
  const std::uint32_t first = reader.read("anna@example.com").words()[0].hash;
  const std::uint32_t second = reader.read("bob.miller@example.org").words()[0].hash;
  CHECK(first == second);
  CHECK(first == word_hash("<EMAIL_ADDRESS>"));
  CHECK(
      reader.read("anna@example.com").subwords(reader.read("anna@example.com").words()[0]).empty());
}

TEST_CASE("a negation reaches the words after it up to the end of the clause", "[features]") {
  TestTurn reader;
  const TurnFeatures& turn = reader.read("this is not good, but cheap");
  const auto negated = [&](std::size_t i) {
    return (turn.words()[i].flags & word_flag::kNegated) != 0;
  };
  CHECK((turn.words()[2].flags & word_flag::kNegator) != 0);
  CHECK_FALSE(negated(1));
  CHECK(negated(3));
  CHECK_FALSE(negated(6));
  CHECK(turn.counts.negations == 1);
}

TEST_CASE("long punctuation runs are one mark", "[features]") {
  TestTurn reader;
  const std::uint32_t three = reader.read("!!!").words()[0].hash;
  CHECK(reader.read("!!!!!!!!").words()[0].hash == three);
  CHECK(reader.read("!").words()[0].hash != three);
  CHECK(reader.read("no!!!!!").counts.exclamation_marks == 5);
}

TEST_CASE("a question is seen behind emoji and closing marks", "[features]") {
  TestTurn reader;
  CHECK(reader.read("really?").counts.ends_with_question);
  CHECK(reader.read("really? \xF0\x9F\x98\x80").counts.ends_with_question);
  CHECK_FALSE(reader.read("really? no").counts.ends_with_question);
}

TEST_CASE("a message over the cap is cut and says so", "[features]") {
  TestTurn reader;
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "extraordinarily ";
  const TurnFeatures& turn = reader.read(text);
  CHECK(turn.num_words == limits::kFeatureTokens);
  CHECK(turn.num_subwords <= limits::kFeatureSubwords);
  CHECK(turn.counts.cut);
  CHECK(turn.counts.words == 2000);
}

TEST_CASE("an empty message has no words", "[features]") {
  TestTurn reader;
  CHECK(reader.read("").num_words == 0);
  CHECK(reader.read("   ").counts.words == 0);
}
