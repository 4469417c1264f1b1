#include "core/conversation/moments.h"

#include <catch2/catch.hpp>

#include "tests/support/story.h"

using namespace undertone;
using test::Story;

TEST_CASE("one angry chat is one spike", "[conversation][moments]") {
  Story story;
  story.user(Act::Question).answer().strong().answer().user(Act::Answer).answer().strong();
  CHECK(story.moments == "frustration_spike@2");
  story.answer().user(Act::Question).answer().user(Act::Question).answer().strong();
  CHECK(story.moments == "frustration_spike@2 frustration_spike@12");
}

TEST_CASE("asking twice for a human is one request", "[conversation][moments]") {
  Story story;
  story.user(Act::Escalate).fallback().user(Act::Escalate).fallback();
  CHECK(story.moments == "escalation_request@0");
  CHECK(story.state.escalation_requests == 2);
}

TEST_CASE("a risk is told when it is new", "[conversation][moments]") {
  const UserSignals refund{.act = Act::Request, .risk = Risk::Refund};
  const UserSignals both{.act = Act::Request,
                         .risk = EnumSet<Risk>{Risk::Refund} | EnumSet<Risk>{Risk::Legal}};
  Story story;
  story.user(refund).answer().user(refund).answer().user(both);
  CHECK(story.moments == "risk@0 risk@4");
}

TEST_CASE("the assistant repeats itself while the user repeats: a loop",
          "[conversation][moments]") {
  const AssistantSignals same{.fallback = true, .repeat = 0.95F};
  Story story;
  story.user(Act::Question).fallback().again().answer(same).again().answer(same);
  CHECK(story.moments == "loop@3");
  CHECK(story.state.loops == 1);
  CHECK(story.state.stalled);
  CHECK(story.state.longest_rephrase_chain == 2);
}

TEST_CASE("a form that asks and is answered is no loop", "[conversation][moments]") {
  const AssistantSignals same{.asks_question = true, .repeat = 0.95F};
  Story story;
  story.user(Act::Request);
  for (int field = 0; field < 8; ++field) story.answer(same).user(Act::Answer);
  CHECK(story.moments.empty());
  CHECK_FALSE(story.state.stalled);
}

TEST_CASE("friction, then a good word: recovery", "[conversation][moments]") {
  Story story;
  story.user(Act::Question).answer().strong().answer().user(Act::Thanks);
  CHECK(story.moments == "frustration_spike@2 recovery@4");
  story.user(Act::Thanks);
  CHECK(story.moments == "frustration_spike@2 recovery@4");
}

TEST_CASE("thanks long after the trouble are no recovery", "[conversation][moments]") {
  Story story;
  story.user(Act::Question).answer().again().answer();
  for (int i = 0; i < 5; ++i) story.user(Act::Question).answer();
  CHECK(story.user(Act::Thanks).moments.empty());
}

TEST_CASE("an abandoned conversation drops off once, at its end", "[conversation][moments]") {
  Story story;
  story.user(Act::Question).fallback();
  CHECK(story.moments.empty());
  story.end().end(EndReason::Site);
  CHECK(story.moments == "drop_off@1");
}

TEST_CASE("an idle time ends a conversation that nobody ended", "[conversation][moments]") {
  Story story;
  story.user(Act::Question).fallback().pause(45 * 60 * 1000).user(Act::Question);
  CHECK(story.moments == "drop_off@1");
  CHECK(story.state.reopened == Reopened::Within24h);
}
