#include "core/event/encode.h"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "core/base/limits.h"
#include "tests/support/event_reader.h"
#include "tests/support/filled_update.h"
#include "tests/support/record_json.h"

using namespace undertone;
using namespace undertone::test;

namespace {

std::vector<std::byte> encoded(const Update& update) {
  std::vector<std::byte> out(limits::kEventBytes);
  const Result<std::size_t> result = encode(update, out);
  REQUIRE(result.ok());
  out.resize(result.value);
  return out;
}

}  // namespace

TEST_CASE("the example of FORMAT.md is what the encoder writes", "[event][encode]") {
  Update update;
  update.num_moments = 1;
  MomentEvent& moment = update.moments[0];
  moment.turn_index = 2;
  moment.lang = Lang::En;
  moment.model_version = 300;
  moment.frustration_score = 85;
  std::vector<int> bytes;
  for (const std::byte byte : encoded(update)) bytes.push_back(std::to_integer<int>(byte));
  // Then a conversation of which nothing is known.
  CHECK(bytes == std::vector<int>{4, 10, 2, 2, 3, 1, 4, 0xac, 2, 5, 0xaa, 1, 3, 0});
}

TEST_CASE("an optional zero is written and a plain zero is not", "[event][encode]") {
  Update update;
  update.user.emplace().since_answer_ms = 0;
  const auto events = read_events(encoded(update));
  CHECK(events[0]["since_answer_ms"] == 0);
  CHECK(encoded(update).size() == 6);
}

TEST_CASE("an independent reader sees every field of any update", "[event][encode]") {
  std::mt19937 random{20261121};
  for (int round = 0; round < 300; ++round) {
    Filler filler{[&random](std::uint64_t bound) {
      return std::uniform_int_distribution<std::uint32_t>{
          0, static_cast<std::uint32_t>(bound)}(random);
    }};
    const Update update = filler.update();
    REQUIRE(read_events(encoded(update)) == update_json(update));
  }
}

TEST_CASE("the largest update fits and the limit is not much too wide", "[event][encode]") {
  Filler filler{[](std::uint64_t bound) { return static_cast<std::uint32_t>(bound); }};
  Update update = filler.update();
  for (std::size_t i = 0; i < enum_size<EntityType>; ++i) {
    update.user->pii.add(static_cast<EntityType>(i), 70000);
    update.conversation.pii.add(static_cast<EntityType>(i), 70000);
  }
  const auto bytes = encoded(update);
  CHECK(read_events(bytes) == update_json(update));
  CHECK(bytes.size() > 600);
}

TEST_CASE("too little room is a status", "[event][encode]") {
  Update update;
  update.user.emplace().turn_index = 5;
  std::vector<std::byte> out(3);
  CHECK(encode(update, out).status == Status::NoSpace);
}
