// The route as a whole, without a model and with the English one.
#include "core/analyzer.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/conversation/conversation.h"
#include "core/event/encode.h"
#include "tests/support/load_models.h"

using namespace undertone;

namespace {

MessageInput from(Role role) {
  MessageInput input;
  input.role = role;
  return input;
}

std::vector<std::byte> bytes_of(const Update& update) {
  std::vector<std::byte> bytes(limits::kEventBytes);
  const auto written = encode(update, bytes);
  REQUIRE(written.ok());
  bytes.resize(written.value);
  return bytes;
}

void load_english(Analyzer& analyzer) { REQUIRE(testing::load_models(analyzer)); }

}  // namespace

TEST_CASE("without a model a turn is unscored, never neutral", "[analyzer]") {
  Analyzer analyzer;
  Conversation conversation;
  const Update update = analyzer.add_message(conversation, from(Role::User),
                                             "this is useless, mail me at jane@example.com");
  REQUIRE(update.user.has_value());
  CHECK(update.user->sentiment_label == SentimentLabel::Unscored);
  CHECK(update.user->frustration_label == FrustrationLabel::Unscored);
  CHECK(update.user->pii[EntityType::EmailAddress] == 1);
  CHECK(update.conversation.scored_turns == 0);
  CHECK_FALSE(update.conversation.frustration_peak.has_value());
}

TEST_CASE("an insult is heard, at once and as a moment", "[analyzer]") {
  Analyzer analyzer;
  load_english(analyzer);
  Conversation conversation;
  const Update update =
      analyzer.add_message(conversation, from(Role::User), "you are a useless stupid bot!!!");
  REQUIRE(update.user.has_value());
  CHECK(update.user->frustration_label == FrustrationLabel::Strong);
  CHECK(update.user->sentiment_label == SentimentLabel::Negative);
  REQUIRE(update.num_moments >= 1);
  CHECK(update.moments[0].moment == Moment::FrustrationSpike);
  CHECK(update.moments[0].frustration_score == update.user->frustration_score);
}

TEST_CASE("what a deep model says counts as much as the file's word", "[analyzer]") {
  Analyzer analyzer;
  load_english(analyzer);
  const std::string_view text = "so it was changed again";
  DeepScores deep{};
  deep[0] = 0.97F;  // negative
  deep[2] = 0.03F;  // positive
  deep[6] = 0.95F;  // anger
  deep[11] = 0.9F;  // frustration
  deep[13] = 1;     // no feedback
  deep[22] = 1;     // a statement
  Conversation plain;
  const Update without = analyzer.add_message(plain, from(Role::User), text);
  CHECK(without.user->tier == Tier::Core);
  CHECK(without.user->sentiment_label != SentimentLabel::Negative);
  Conversation scored;
  const Update with = analyzer.add_message(scored, from(Role::User), text, &deep);
  REQUIRE(with.user.has_value());
  CHECK(with.user->tier == Tier::Deep);
  CHECK(with.user->sentiment_label == SentimentLabel::Negative);
  CHECK(with.user->frustration_score > without.user->frustration_score);
  const float both = (0.9F + plain.context.previous_frustration) / 2;
  CHECK(scored.context.previous_frustration == both);

  Analyzer unable;
  Conversation unscored;
  CHECK(unable.add_message(unscored, from(Role::User), text, &deep).user->tier == Tier::Core);
}

TEST_CASE("an answer that broke needs no text", "[analyzer]") {
  Analyzer analyzer;
  Conversation conversation;
  static_cast<void>(analyzer.add_message(conversation, from(Role::User), "hello?"));
  MessageInput broken = from(Role::Assistant);
  broken.error = ErrorClass::Timeout;
  const Update update = analyzer.add_message(conversation, broken, "");
  REQUIRE(update.assistant.has_value());
  CHECK(update.assistant->error == ErrorClass::Timeout);
  CHECK(update.conversation.outcome == Outcome::Abandoned);
}

TEST_CASE("system and tool messages take an index and leave no record", "[analyzer]") {
  Analyzer analyzer;
  Conversation conversation;
  const Update system = analyzer.add_message(conversation, from(Role::System), "be kind");
  CHECK_FALSE(system.user.has_value());
  CHECK_FALSE(system.assistant.has_value());
  const Update user = analyzer.add_message(conversation, from(Role::User), "hi");
  CHECK(user.user->turn_index == 1);
}

TEST_CASE("an action sends its answer again with a higher revision", "[analyzer]") {
  Analyzer analyzer;
  Conversation conversation;
  static_cast<void>(analyzer.add_message(conversation, from(Role::User), "how?"));
  static_cast<void>(analyzer.add_message(conversation, from(Role::Assistant), "like this"));
  ActionInput copied;
  copied.action = Action::Copied;
  const Update update = analyzer.add_action(conversation, copied);
  REQUIRE(update.assistant.has_value());
  CHECK(update.assistant->turn_index == 1);
  CHECK(update.assistant->revision == 1);
  CHECK(update.assistant->actions[Action::Copied] == 1);
  CHECK(update.conversation.outcome == Outcome::ResolvedAssumed);
}

TEST_CASE("a file that is no model changes nothing", "[analyzer]") {
  Analyzer analyzer;
  const std::array<std::byte, 16> rubbish{};
  CHECK(analyzer.load_model(rubbish) != Status::Ok);
  Conversation conversation;
  CHECK(analyzer.add_message(conversation, from(Role::User), "hi").user.has_value());
}

TEST_CASE("any bytes are a message, and the same ones give the same events", "[analyzer]") {
  const std::vector<std::string> messages = {"",
                                             "\xff\xfe\x80",
                                             std::string(1, '\0'),
                                             std::string(100000, 'a'),
                                             std::string(50000, '!'),
                                             "\xF0\x9F\x98\xA1 \xE4\xBD\xA0\xE5\xA5\xBD"};
  Analyzer one;
  Analyzer other;
  load_english(one);
  load_english(other);
  Conversation first;
  Conversation second;
  for (const std::string& message : messages) {
    for (const Role role : {Role::User, Role::Assistant}) {
      CHECK(bytes_of(one.add_message(first, from(role), message)) ==
            bytes_of(other.add_message(second, from(role), message)));
    }
  }
}
