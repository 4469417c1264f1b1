#include "core/conversation/outcome.h"

#include <catch2/catch.hpp>

#include "tests/support/story.h"

using namespace undertone;
using test::Story;

TEST_CASE("nobody spoke: unengaged", "[conversation][outcome]") {
  Story story;
  CHECK(story.outcome() == Outcome::Unengaged);
  CHECK(story.answer().outcome() == Outcome::Unengaged);
}

TEST_CASE("a silent exit after an answer is no resolution", "[conversation][outcome]") {
  CHECK(Story{}.user(Act::Question).answer().end().outcome() == Outcome::Ambiguous);
}

TEST_CASE("an unanswered question is abandoned", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer().user(Act::Question);
  CHECK(story.outcome() == Outcome::Abandoned);
  CHECK(story.evidence() == EnumSet<Evidence>{Evidence::Unanswered});
}

TEST_CASE("thanks confirm, and the courtesy after them changes nothing",
          "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer().user(Act::Thanks);
  CHECK(story.outcome() == Outcome::ResolvedConfirmed);
  story.answer({.asks_question = true}).user(Act::Deny).answer().user(Act::Goodbye);
  CHECK(story.outcome() == Outcome::ResolvedConfirmed);
  CHECK(story.evidence() == EnumSet<Evidence>{Evidence::Thanked});
}

TEST_CASE("a new question after the thanks opens the matter again", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer().user(Act::Thanks).user(Act::Question).answer();
  CHECK(story.outcome() == Outcome::Ambiguous);
}

TEST_CASE("thanks for an excuse confirm nothing", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).fallback().user(Act::Thanks);
  CHECK(story.outcome() == Outcome::Abandoned);
}

TEST_CASE("the courtesy after an excuse mends nothing", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).fallback().user(Act::Thanks).answer().answer();
  CHECK(story.outcome() == Outcome::Abandoned);
}

TEST_CASE("thanks for \"sold out\" confirm nothing, and leave no friction",
          "[conversation][outcome]") {
  Story story;
  story.user(Act::Request).answer({.unfulfilled = true}).user(Act::Thanks).answer();
  CHECK(story.outcome() == Outcome::Ambiguous);
  story.user(Act::Request).answer().user(Act::Thanks);
  CHECK(story.outcome() == Outcome::ResolvedConfirmed);
}

TEST_CASE("a broken answer is abandoned until one comes", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer({}, ErrorClass::Http5xx);
  CHECK(story.outcome() == Outcome::Abandoned);
  CHECK(story.evidence() == EnumSet<Evidence>{Evidence::Error});
  CHECK(story.user(Act::Question).answer().outcome() == Outcome::Ambiguous);
}

TEST_CASE("an answer closes a rephrase but not a complaint", "[conversation][outcome]") {
  CHECK(Story{}.user(Act::Question).fallback().again().answer().outcome() == Outcome::Ambiguous);
  CHECK(Story{}.user(Act::Question).answer().strong().answer().outcome() == Outcome::Abandoned);
  CHECK(Story{}.user(Act::Question).answer().strong().answer().user(Act::Goodbye).outcome() ==
        Outcome::Abandoned);
}

TEST_CASE("a complaint is closed by use, by thanks and by going on", "[conversation][outcome]") {
  const auto complaint = [] { return Story{}.user(Act::Question).answer().strong().answer(); };
  CHECK(complaint().action(Action::Copied).outcome() == Outcome::ResolvedAssumed);
  CHECK(complaint().user(Act::Thanks).outcome() == Outcome::ResolvedConfirmed);
  CHECK(complaint().user(Act::Question).answer().outcome() == Outcome::Ambiguous);
}

TEST_CASE("giving up is abandoned, whatever the assistant says then", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer();
  story.user(UserSignals{.act = Act::Cancel, .giving_up = true}).answer();
  CHECK(story.outcome() == Outcome::Abandoned);
  CHECK(story.evidence() == EnumSet<Evidence>{Evidence::GivingUp});
}

TEST_CASE("a human decides before anything else", "[conversation][outcome]") {
  Story story;
  story.user(Act::Escalate).answer();
  CHECK(story.outcome() == Outcome::EscalationUnserved);
  CHECK(story.answer({.handoff_done = true}).outcome() == Outcome::Escalated);
  CHECK(Story{}.user(Act::Question).action(Action::Handoff).outcome() == Outcome::Escalated);
}

TEST_CASE("yes to an offered human asks for one", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer({.handoff_offered = true, .asks_question = true});
  CHECK(story.user(Act::Affirm).outcome() == Outcome::EscalationUnserved);
}

TEST_CASE("reading counts when there was time for it", "[conversation][outcome]") {
  const auto read = [](std::uint32_t length_codepoints, std::uint32_t read_ms) {
    AssistantSignals signals;
    signals.length_codepoints = length_codepoints;
    return Story{}.user(Act::Question).answer(signals).action(Action::Read, read_ms).outcome();
  };
  CHECK(read(20, 1500) == Outcome::Ambiguous);
  CHECK(read(20, 2500) == Outcome::ResolvedAssumed);
  CHECK(read(500, 5000) == Outcome::Ambiguous);
  CHECK(read(500, 12000) == Outcome::ResolvedAssumed);
  CHECK(read(100000, 20000) == Outcome::ResolvedAssumed);
}

TEST_CASE("a goal is a resolution, a thumb down is not", "[conversation][outcome]") {
  const auto asked = [] { return Story{}.user(Act::Request).answer(); };
  CHECK(asked().action(Action::Goal).outcome() == Outcome::ResolvedConfirmed);
  CHECK(asked().action(Action::ThumbsUp).outcome() == Outcome::ResolvedConfirmed);
  CHECK(asked().action(Action::ThumbsDown).outcome() == Outcome::Abandoned);
}

TEST_CASE("a return revokes what resolved the conversation", "[conversation][outcome]") {
  Story story;
  story.user(Act::Question).answer().user(Act::Thanks).end();
  CHECK(story.outcome() == Outcome::ResolvedConfirmed);
  story.pause(2 * 24 * 60 * 60 * 1000).user(Act::Statement).answer();
  CHECK(story.outcome() == Outcome::Ambiguous);
  CHECK(story.state.reopened == Reopened::Within72h);
  CHECK_FALSE(story.state.ended());
}

TEST_CASE("greeting and being greeted resolves nothing", "[conversation][outcome]") {
  Story story;
  story.user(Act::Greeting).answer().action(Action::Read, 60000);
  CHECK(story.outcome() == Outcome::Ambiguous);
}
