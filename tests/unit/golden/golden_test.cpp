// Whole conversations through the analyzer, byte for byte. The same files hold the Wasm builds to
// the same bytes (tests/wasm/golden.test.ts).
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/base/limits.h"
#include "core/conversation/conversation.h"
#include "core/event/encode.h"
#include "tests/support/event_reader.h"
#include "tests/support/input_json.h"
#include "tests/support/load_models.h"

using namespace undertone;
using namespace undertone::test;
using nlohmann::json;

namespace {

const std::filesystem::path kFolder = UNDERTONE_SOURCE_DIR "/tests/golden";

std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{kFolder}) {
    if (entry.path().extension() == ".hex") names.push_back(entry.path().stem());
  }
  return names;
}

std::string hex_of(std::span<const std::byte> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const std::byte byte : bytes) {
    hex += kDigits[std::to_integer<std::size_t>(byte) / 16];
    hex += kDigits[std::to_integer<std::size_t>(byte) % 16];
  }
  return hex;
}

Update push(Analyzer& analyzer, Conversation& conversation, const json& written) {
  const Input input = read_input(written);
  if (const auto* action = std::get_if<ActionInput>(&input)) {
    return analyzer.add_action(conversation, *action);
  }
  if (const auto* end = std::get_if<EndInput>(&input)) return analyzer.end(conversation, *end);
  return analyzer.add_message(conversation, std::get<MessageInput>(input), read_text(written));
}

}  // namespace

TEST_CASE("golden conversations give their bytes and events", "[golden]") {
  const std::vector<std::string> names = golden_names();
  REQUIRE(names.size() > 5);
  Analyzer analyzer;
  REQUIRE(testing::load_languages(analyzer));
  for (const std::string& name : names) {
    INFO(name);
    const json inputs = json::parse(std::ifstream{kFolder / (name + ".inputs.json")});
    const json events = json::parse(std::ifstream{kFolder / (name + ".events.json")});
    std::ifstream lines{kFolder / (name + ".hex")};
    REQUIRE(events.size() == inputs.size());
    Conversation conversation;
    std::vector<std::byte> room(limits::kEventBytes);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      INFO("input " << i);
      const Result<std::size_t> size = encode(push(analyzer, conversation, inputs[i]), room);
      REQUIRE(size.ok());
      const std::span bytes = std::span{room}.first(size.value);
      std::string line;
      REQUIRE(std::getline(lines, line));
      CHECK(hex_of(bytes) == line);
      CHECK(read_events(bytes) == events[i]);
    }
  }
}
