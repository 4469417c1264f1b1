#include "core/cli/conversation_input.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "core/cli/json_lines.h"

using namespace undertone;
using namespace undertone::cli;

namespace {

struct Outcome {
  std::string reason;
  InputConversation conversation;
};

Outcome read(std::string line) {
  const std::size_t size = line.size();
  line.resize(size + JsonLines::kPaddingBytes);
  ConversationReader reader;
  Outcome outcome;
  outcome.reason = reader.read(std::string_view{line}.substr(0, size), outcome.conversation);
  return outcome;
}

}  // namespace

TEST_CASE("what a deep model said is read whole or refused", "[cli][conversation_input]") {
  const auto with = [](const std::string& deep) {
    return read(R"({"messages":[{"role":"user","text":"hi","deep":)" + deep + "}]}");
  };
  std::string list = "[0.25";
  for (int i = 1; i < 35; ++i) list += ",1";
  const auto [reason, conversation] = with(list + "]");
  CHECK(reason.empty());
  REQUIRE(conversation.messages[0].deep.has_value());
  CHECK((*conversation.messages[0].deep)[0] == 0.25F);
  for (const std::string& wrong : {list + ",1]", std::string{"[]"}, std::string{"7"},
                                   "[2" + list.substr(5) + "]", "[null" + list.substr(5) + "]"}) {
    CHECK_FALSE(with(wrong).reason.empty());
  }
}

TEST_CASE("a number too large for any type spoils no line", "[cli][conversation_input]") {
  const std::string large = "123456789012345678901234567890";
  const auto [reason, conversation] = read(
      R"({"id":-)" + large + R"(,"trace":[1e400,)" + large + R"(],"attributes":{"n":)" + large +
      R"(,"most":18446744073709551615,"text":"say \"-)" + large + R"("},"messages":[]})");
  CHECK(reason.empty());
  CHECK(conversation.id == "-" + large);
  CHECK(conversation.attributes.dump() ==
        R"({"n":")" + large + R"(","most":18446744073709551615,"text":"say \"-)" + large + "\"}");
  CHECK(read("{\"id\":1" + large + ".,\"messages\":[]}").reason == "not valid JSON");
}

TEST_CASE("many attributes take no time that grows with their square",
          "[cli][conversation_input]") {
  std::string line = R"({"messages":[],"attributes":{"0":"first")";
  for (int i = 0; i < 200000; ++i) line += ",\"" + std::to_string(i) + "\":" + std::to_string(i);
  const auto begin = std::chrono::steady_clock::now();
  const auto [reason, conversation] = read(line + "}}");
  // Was over a minute, is 0.1 s.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{10});
  CHECK(reason.empty());
  CHECK(conversation.attributes.size() == 200000);
  CHECK(conversation.attributes.front() == 0);
}

TEST_CASE("a full message is read", "[cli][conversation_input]") {
  const auto [reason, conversation] = read(
      R"({"id":"c1","attributes":{"bot.model":"m","n":1.5,"list":[1]},"messages":[
        {"role":"user","text":"hi","time_ms":1700000000000,"edits":2},
        {"role":"assistant","text":"yes","time_ms":1700000001500.9,"latency_ms":900,"stalls":1,
         "first_token_ms":"soon","error":"none","actions":{"copied":2,"danced":1},"read_ms":4000}]})");
  CHECK(reason.empty());
  CHECK(conversation.id == "c1");
  CHECK(conversation.attributes.dump() == R"({"bot.model":"m","n":1.5})");
  REQUIRE(conversation.messages.size() == 2);
  CHECK(conversation.messages[0].input.time_ms == 0U);
  CHECK(conversation.messages[0].input.edits == 2);
  const InputMessage& answer = conversation.messages[1];
  CHECK(answer.input.role == Role::Assistant);
  CHECK(answer.input.time_ms == 1500U);
  CHECK(answer.input.latency_ms == 900U);
  CHECK_FALSE(answer.input.first_token_ms.has_value());
  CHECK(answer.input.stalls == 1);
  REQUIRE(answer.actions.size() == 3);
  CHECK(answer.actions[2].action == Action::Read);
  CHECK(answer.actions[2].value == 4000);
}

TEST_CASE("what may be missing is missing", "[cli][conversation_input]") {
  const auto [reason, conversation] = read(
      R"({"messages":[{"role":"user","text":null,"time_ms":"now"},{"role":"assistant","error":"boom"}]})");
  CHECK(reason.empty());
  CHECK(conversation.id.is_null());
  CHECK(conversation.attributes.is_null());
  CHECK_FALSE(conversation.messages[0].input.time_ms.has_value());
  CHECK(conversation.messages[1].input.error == ErrorClass::Widget);
}

TEST_CASE("times that run backwards are no times", "[cli][conversation_input]") {
  const auto [reason, conversation] = read(
      R"({"messages":[{"role":"user","text":"a","time_ms":5000},{"role":"user","text":"b","time_ms":10}]})");
  CHECK(conversation.messages[0].input.time_ms == 0U);
  CHECK_FALSE(conversation.messages[1].input.time_ms.has_value());
}

TEST_CASE("the last of equal keys counts", "[cli][conversation_input]") {
  const auto [reason, conversation] = read(
      R"({"id":1,"messages":[{"role":"user","text":"a"}],"id":2,"messages":[{"role":"user","text":"b","text":"c"}]})");
  CHECK(reason.empty());
  CHECK(conversation.id == 2);
  REQUIRE(conversation.messages.size() == 1);
  CHECK(conversation.messages[0].text == "c");
}

TEST_CASE("reasons name the place and never quote the line", "[cli][conversation_input]") {
  const auto reason = [](const std::string& line) { return read(line).reason; };
  CHECK(reason("") == "not valid JSON");
  CHECK(reason("hello") == "not valid JSON");
  CHECK(reason(R"({"messages":[)") == "not valid JSON");
  CHECK(reason("[]") == "not a JSON object");
  CHECK(reason(R"({"id":"x"})") == "messages is missing");
  CHECK(reason(R"({"id":{},"messages":[]})") == "id is neither a string nor a number");
  CHECK(reason(R"({"messages":{}})") == "messages is not an array");
  CHECK(reason(R"({"messages":["secret"]})") == "messages[0] is not an object");
  CHECK(reason(R"({"messages":[{"text":"secret"}]})") == "messages[0].role is missing");
  CHECK(reason(R"({"messages":[{"role":"user","text":"a"},{"role":"secret","text":"b"}]})") ==
        "messages[1].role is none of user, assistant, system, tool");
  CHECK(reason(R"({"messages":[{"role":"user"}]})") == "messages[0].text is missing");
  CHECK(reason(R"({"messages":[{"role":"user","text":7}]})") == "messages[0].text is not a string");
  CHECK(reason("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}") ==
        "JSON is nested too deeply");
}

TEST_CASE("broken text is repaired, not refused", "[cli][conversation_input]") {
  const auto [reason, conversation] =
      read("{\"messages\":[{\"role\":\"user\",\"text\":\"a \\ud83d b \xff\"}]}");
  CHECK(reason.empty());
  CHECK(conversation.messages[0].text == "a \xEF\xBF\xBD b \xEF\xBF\xBD");
}
