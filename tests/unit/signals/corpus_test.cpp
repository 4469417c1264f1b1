// The readable cases of the signals, through the whole route with the shipped English model.
#include "tests/support/corpus.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/conversation/conversation.h"
#include "tests/support/load_models.h"

using namespace undertone;

namespace {

Analyzer& english() {
  static Analyzer analyzer;
  static const bool loaded = testing::load_models(analyzer);
  REQUIRE(loaded);
  return analyzer;
}

/// Says the turns of a line ("user | assistant | user ..."); gives the last one's update.
Update last_of(const std::string& line, Role first) {
  Conversation conversation;
  Update update;
  bool user = first == Role::User;
  for (std::size_t begin = 0; begin <= line.size();) {
    std::size_t end = line.find(" | ", begin);
    if (end == std::string::npos) end = line.size();
    MessageInput input;
    input.role = user ? Role::User : Role::Assistant;
    update = english().add_message(conversation, input, line.substr(begin, end - begin));
    begin = end + 3;
    user = !user;
  }
  return update;
}

/// One described line for each line of a case.
template <class Describe>
void run(const std::string& path, Role first, Describe&& describe) {
  test::run_corpus(path, [&](const test::CorpusCase& one) {
    std::istringstream lines{one.input};
    std::string line;
    std::string out;
    while (std::getline(lines, line)) {
      if (!out.empty()) out += '\n';
      out += describe(last_of(line, first));
    }
    return out;
  });
}

template <class Enum>
std::string name(Enum value) {
  return std::string{name_of(value)};
}

void append(std::string& list, std::string_view word) {
  if (!list.empty()) list += ' ';
  list += word;
}

}  // namespace

TEST_CASE("frustration: readable cases", "[signals][corpus]") {
  run("signals/frustration.txt", Role::User,
      [](const Update& update) { return name(update.user->frustration_label); });
}

TEST_CASE("sentiment: readable cases", "[signals][corpus]") {
  run("signals/sentiment.txt", Role::User,
      [](const Update& update) { return name(update.user->sentiment_label); });
}

TEST_CASE("dialogue acts: readable cases", "[signals][corpus]") {
  run("signals/act.txt", Role::User, [](const Update& update) { return name(update.user->act); });
}

TEST_CASE("feedback: readable cases", "[signals][corpus]") {
  run("signals/feedback.txt", Role::User,
      [](const Update& update) { return name(update.user->feedback); });
}

TEST_CASE("rephrases: readable cases", "[signals][corpus]") {
  run("signals/rephrase.txt", Role::User, [](const Update& update) {
    std::string out = name(update.user->rephrase_label);
    if (update.user->rephrase_of > 0) append(out, std::to_string(update.user->rephrase_of));
    return out;
  });
}

TEST_CASE("business risk: readable cases", "[signals][corpus]") {
  run("signals/risk.txt", Role::User, [](const Update& update) {
    std::string out;
    for (std::size_t i = 0; i < enum_size<Risk>; ++i) {
      const auto risk = static_cast<Risk>(i);
      if (update.user->risk.contains(risk)) append(out, name_of(risk));
    }
    return out.empty() ? std::string{"none"} : out;
  });
}

TEST_CASE("answers: readable cases", "[signals][corpus]") {
  run("signals/answer.txt", Role::Assistant, [](const Update& update) {
    const AssistantMessageEvent& answer = *update.assistant;
    std::string out;
    if (answer.fallback) append(out, "fallback");
    if (answer.refusal) append(out, "refusal");
    if (answer.apology) append(out, "apology");
    if (answer.handoff_offered) append(out, "offered");
    if (answer.handoff_done) append(out, "done");
    if (answer.asks_question) append(out, "question");
    return out.empty() ? std::string{"plain"} : out;
  });
}
