#include "core/model/classify.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>

#include "tests/support/model_file.h"
#include "tests/support/turn.h"

using namespace undertone;
using undertone::testing::english;
using undertone::testing::TestTurn;

TEST_CASE("classes of which one holds sum up to one", "[model][classify]") {
  TestTurn reader;
  const Scores scores = classify(english(), reader.read("where is my order?"), {});
  REQUIRE(scores.scored);
  const auto sum = [](const auto& values) {
    return std::accumulate(values.begin(), values.end(), 0.0F);
  };
  CHECK(sum(scores.sentiment) == Approx(1));
  CHECK(sum(scores.emotion) == Approx(1));
  CHECK(sum(scores.feedback) == Approx(1));
  CHECK(sum(scores.act) == Approx(1));
}

TEST_CASE("plain cases that no model may miss", "[model][classify]") {
  TestTurn reader;
  const auto user = [&](const char* text) { return classify(english(), reader.read(text), {}); };
  CHECK(user("thank you so much, that was very helpful!").sentiment[2] > 0.6F);
  CHECK(user("this is terrible, I hate it").sentiment[0] > 0.6F);
  CHECK(user("you stupid useless bot").frustration > 0.8F);
  CHECK(user("that is not what I asked for!").frustration > 0.6F);
  CHECK(user("what are your opening hours?").frustration < 0.2F);
  CHECK(user("my father died yesterday").frustration < 0.4F);
  CHECK(user("I want to talk to a human").act[static_cast<std::size_t>(Act::Escalate)] > 0.5F);
  const Scores lost =
      classify(english(), reader.read("Sorry, I did not understand that.", Role::Assistant), {});
  CHECK(lost.fallback > 0.7F);
  CHECK(classify(english(), reader.read("Your order will arrive on Monday.", Role::Assistant), {})
            .fallback < 0.3F);
}

TEST_CASE("a failed answer makes frustration likelier, not certain", "[model][classify]") {
  TestTurn reader;
  const TurnFeatures& turn = reader.read("that does not help me");
  TurnContext after_failure;
  after_failure.user_turns = 1;
  after_failure.answered = true;
  after_failure.answer_fallback = 1;
  TurnContext after_answer = after_failure;
  after_answer.answer_fallback = 0;
  CHECK(classify(english(), turn, after_failure).frustration >
        classify(english(), turn, after_answer).frustration);
}

TEST_CASE("nothing known is not scored", "[model][classify]") {
  TestTurn reader;
  CHECK_FALSE(classify(english(), reader.read(""), {}).scored);
  CHECK_FALSE(classify(english(), reader.read("\xE4\xBD\xA0\xE5\xA5\xBD"), {}).scored);
}

TEST_CASE("the longest message is scored", "[model][classify]") {
  TestTurn reader;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "useless xqzt! ";
  const Scores scores = classify(english(), reader.read(text), {});
  CHECK(scores.scored);
  CHECK(scores.frustration >= 0);
  CHECK(scores.frustration <= 1);
}
