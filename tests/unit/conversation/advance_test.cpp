#include "core/conversation/advance.h"

#include <catch2/catch.hpp>

#include "tests/support/story.h"

using namespace undertone;
using test::Story;

TEST_CASE("response times come from latencies, else from the times of messages",
          "[conversation][advance]") {
  Story story;
  story.user(Act::Question).answer();
  CHECK(story.state.first_response_ms == 10000U);
  story.user(Act::Question);
  story.state = advance(story.state, AnswerTurn{.latency_ms = 800U, .time_ms = 99999U}).state;
  CHECK(story.state.response_times.at(1) == 800U);
  story.answer();
  CHECK(story.state.response_times.count() == 2);
}

TEST_CASE("a broken answer has no response time", "[conversation][advance]") {
  Story story;
  story.user(Act::Question).answer({}, ErrorClass::Network);
  CHECK(story.state.response_times.count() == 0);
  CHECK(story.state.errors == 1);
}

TEST_CASE("missing and backward times are no times", "[conversation][advance]") {
  ConversationState state = advance({}, UserTurn{.time_ms = 5000U}).state;
  state = advance(state, AnswerTurn{.time_ms = 4000U}).state;
  state = advance(state, AnswerTurn{}).state;
  const Step step = advance(state, UserTurn{.time_ms = 3000U});
  CHECK(step.state.response_times.count() == 0);
  CHECK_FALSE(step.since_answer_ms.has_value());
  CHECK(step.state.last_message_ms == 5000U);
  CHECK(step.turn_index == 3);
}

TEST_CASE("every message takes an index, of whatever role", "[conversation][advance]") {
  ConversationState state = advance({}, OtherTurn{}).state;
  const Step step = advance(state, UserTurn{});
  CHECK(step.turn_index == 1);
  CHECK(step.state.user_turns == 1);
}

TEST_CASE("an action belongs to its answer while that is kept", "[conversation][advance]") {
  Story story;
  for (int i = 0; i < 6; ++i) story.user(Act::Question).answer();
  CHECK(story.state.find_answer(std::nullopt)->turn_index == 11);
  CHECK(story.state.find_answer(5)->turn_index == 5);
  CHECK(story.state.find_answer(3) == nullptr);
  const Step step = advance(story.state, UserAction{.action = Action::Copied, .turn_index = 5U});
  ConversationState state = step.state;
  CHECK(step.turn_index == 5);
  CHECK(state.find_answer(5)->actions[Action::Copied] == 1);
  CHECK(state.find_answer(5)->revision == 1);
  CHECK(outcome_of(state).outcome == Outcome::Ambiguous);
}

TEST_CASE("the main language is that of most turns", "[conversation][advance]") {
  ConversationState state;
  for (const Lang lang : {Lang::Und, Lang::De, Lang::En, Lang::Und, Lang::De, Lang::Und}) {
    state = advance(state, UserTurn{.signals = {.lang = lang}}).state;
  }
  CHECK(state.main_language() == Lang::De);
}

TEST_CASE("ten thousand messages are a state of the same size", "[conversation][advance]") {
  Story story;
  for (int i = 0; i < 5000; ++i) {
    story.user(i % 7 == 0 ? Act::Thanks : Act::Question).answer({.repeat = 0.9F});
  }
  CHECK(story.state.next_turn_index == 10000);
  CHECK(story.state.response_times.at(50).has_value());
  CHECK(story.state.sentiment.slope() == 0);
}
