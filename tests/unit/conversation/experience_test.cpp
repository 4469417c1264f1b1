#include "core/conversation/experience.h"

#include <catch2/catch.hpp>

#include "tests/support/story.h"

using namespace undertone;
using test::Story;

TEST_CASE("an unengaged conversation has no score", "[conversation][experience]") {
  CHECK_FALSE(experience_of(Story{}.answer().state).score.has_value());
}

TEST_CASE("a good conversation scores above a bad one", "[conversation][experience]") {
  const auto good = experience_of(Story{}.user(Act::Question).answer().user(Act::Thanks).state);
  const auto bad =
      experience_of(Story{}.user(Act::Question).fallback().again().fallback().strong().state);
  REQUIRE(good.score.has_value());
  REQUIRE(bad.score.has_value());
  CHECK(*good.score > 80);
  CHECK(*bad.score < 40);
}

TEST_CASE("the score lies between its parts, each in range", "[conversation][experience]") {
  const Experience experience =
      experience_of(Story{}.user(Act::Question).answer().strong().answer().again().state);
  std::int32_t least = 100;
  std::int32_t most = 0;
  for (const auto& part : {experience.frustration, experience.rephrase, experience.sentiment,
                           experience.outcome, experience.speed}) {
    REQUIRE(part.has_value());
    least = std::min(least, *part);
    most = std::max(most, *part);
  }
  CHECK(least >= 0);
  CHECK(most <= 100);
  CHECK(*experience.score >= least);
  CHECK(*experience.score <= most);
}

TEST_CASE("without times and without a model the other parts decide",
          "[conversation][experience]") {
  ConversationState state = advance(ConversationState{}, UserTurn{}).state;
  state = advance(state, AnswerTurn{}).state;
  const Experience experience = experience_of(state);
  CHECK_FALSE(experience.speed.has_value());
  CHECK_FALSE(experience.frustration.has_value());
  CHECK_FALSE(experience.sentiment.has_value());
  CHECK(experience.score.has_value());
}

TEST_CASE("saying yes and telling what is asked is progress, asking more is not",
          "[conversation][experience]") {
  const auto asks = experience_of(Story{}.user(Act::Question).answer().user(Act::Question).state);
  const auto tells = experience_of(Story{}.user(Act::Question).answer().user(Act::Answer).state);
  const auto accepts = experience_of(Story{}.user(Act::Question).answer().user(Act::Affirm).state);
  CHECK(*asks.outcome < *tells.outcome);
  CHECK(*tells.outcome <= *accepts.outcome);
}

TEST_CASE("one question and thanks are a whole conversation", "[conversation][experience]") {
  CHECK(experience_of(Story{}.user(Act::Question).answer().user(Act::Thanks).state).outcome == 100);
}
