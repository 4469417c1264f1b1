#include <catch2/catch.hpp>
#include <string>

#include "core/cli/report/report_data.h"
#include "core/cli/topics/clusters.h"
#include "core/cli/topics/proposal.h"
#include "tests/support/load_models.h"

using namespace undertone;
using namespace undertone::cli;

namespace {

Direction along(std::size_t dimension, int tilt) {
  Direction direction{};
  direction[dimension] = 126;
  direction[(dimension + 1) % direction.size()] = static_cast<std::int8_t>(tilt);
  return direction;
}

InputConversation chat(const std::vector<std::string>& turns) {
  InputConversation conversation;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    InputMessage& message = conversation.messages.emplace_back();
    message.input.role = i % 2 == 0 ? Role::User : Role::Assistant;
    message.text = turns[i];
  }
  return conversation;
}

/// Ten answered questions about refunds, ten failed ones about passwords.
std::vector<ProposedTopic> topics_of(const std::string& name) {
  Analyzer analyzer;
  REQUIRE(testing::load_models(analyzer));
  Requests requests{analyzer};
  for (int i = 0; i < 10; ++i) {
    requests.add(chat({"can i get a refund for my order?", "Yes, within 30 days.", "thanks"}));
    requests.add(chat({i == 0 ? "hi, " + name + " here, how do i reset my password?"
                              : "how do i reset my password?",
                       "Sorry, I did not understand.", "you useless bot"}));
  }
  ProposalOptions options;
  options.count = 2;
  return propose_topics(requests.all(), options);
}

}  // namespace

TEST_CASE("directions of two kinds are two clusters, the larger first", "[cli][topics]") {
  std::vector<Direction> directions;
  for (int i = 0; i < 5; ++i) directions.push_back(along(3, i));
  for (int i = 0; i < 8; ++i) directions.push_back(along(40, i));
  const auto clusters = clusters_of(directions, 2, 0.9);
  REQUIRE(clusters.size() == 2);
  CHECK(clusters[0].members.size() == 8);
  CHECK(likeness(clusters[1].centre, along(3, 2)) > 0.95);
  CHECK(clusters_of(directions, 6, 0.9).size() == 2);
  CHECK(clusters_of({}, 3, 0.9).empty());
}

TEST_CASE("a proposed taxonomy says what fails", "[cli][topics]") {
  const auto topics = topics_of("Bob");
  REQUIRE(topics.size() == 2);
  for (const ProposedTopic& topic : topics) {
    const bool refund = topic.name.find("refund") != std::string::npos;
    CHECK(topic.counts.requests == 10);
    CHECK(topic.counts.failed == (refund ? 0 : 10));
    CHECK(topic.counts.gave_up == (refund ? 0 : 10));
  }
}

TEST_CASE("a word that few have said stays out of the examples", "[cli][topics]") {
  for (const ProposedTopic& topic : topics_of("Zyxwvut")) {
    for (const std::string& example : topic.examples) {
      CHECK(example.find("Zyxwvut") == std::string::npos);
    }
  }
}

TEST_CASE("a report counts what came after each topic", "[cli][report]") {
  std::string line =
      R"({"id":"c","messages":[{"index":0,"role":"user","topic":"refund","act":"question"},)"
      R"({"index":1,"role":"user","topic":"none","rephrase":{"label":"rephrase"}},)"
      R"({"index":2,"role":"user","topic":"login","frustration":{"label":"strong"}}],)"
      R"("conversation":{"outcome":"abandoned","user_turns":3,"assistant_turns":0}})";
  const std::size_t size = line.size();
  line.append(64, ' ');
  SignalRowReader reader;
  SignalRow row;
  REQUIRE(reader.read(std::string_view{line.data(), size}, row) == RowKind::Conversation);
  ReportData data{0};
  data.add(row);
  const auto topics = data.topics();
  REQUIRE(topics.size() == 2);
  CHECK(topics[0].first == "login");
  CHECK(topics[0].second.frustrated == 1);
  CHECK(topics[0].second.gave_up == 1);
  CHECK(topics[1].second.rephrased == 1);
  CHECK(topics[1].second.gave_up == 0);
}
