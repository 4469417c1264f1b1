#include "core/conversation/snapshot.h"

#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/story.h"

using namespace undertone;
using test::Story;

namespace {

Conversation eventful() {
  Conversation conversation;
  Story story;
  story.user(Act::Question).fallback().again().answer({}, ErrorClass::Timeout).strong().answer();
  story.action(Action::Copied).action(Action::Read, 4000).user(Act::Thanks);
  conversation.state = story.state;
  UserTurnMemory turn;
  turn.asks = true;
  turn.words.words[0] = 0xDEADBEEF;
  turn.words.content = 1;
  turn.words.num_words = 1;
  conversation.memory.remember(turn);
  for (int i = 0; i < 10; ++i) {
    AnswerMemory answer;
    answer.lang = Lang::De;
    answer.fallback = i % 2 == 0;
    answer.shingles.least[3] = static_cast<std::uint32_t>(i);
    conversation.memory.remember(answer);
  }
  conversation.context.previous_frustration = 0.25F;
  return conversation;
}

std::vector<std::byte> bytes_of(const Conversation& conversation) {
  std::vector<std::byte> bytes(kSnapshotBytes);
  const auto saved = save(conversation, bytes);
  REQUIRE(saved.ok());
  bytes.resize(saved.value);
  return bytes;
}

}  // namespace

TEST_CASE("a restored conversation goes on as if it had not been away",
          "[conversation][snapshot]") {
  const std::vector<std::byte> bytes = bytes_of(eventful());
  auto restored = restore(bytes);
  REQUIRE(restored.ok());
  CHECK(bytes_of(restored.value) == bytes);
  CHECK(restored.value.memory.answers.size() == limits::kAnswerWindow);
  CHECK(restored.value.memory.answers[0].shingles.least[3] == 9);
  CHECK(restored.value.memory.user_turns[0].words.words[0] == 0xDEADBEEF);

  Story here;
  here.state = eventful().state;
  Story there;
  there.state = restored.value.state;
  CHECK(here.strong().end().moments == there.strong().end().moments);
  CHECK(here.outcome() == there.outcome());
}

TEST_CASE("any changed byte of a snapshot is noticed", "[conversation][snapshot]") {
  std::vector<std::byte> bytes = bytes_of(eventful());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] ^= std::byte{0x41};
    CHECK_FALSE(restore(bytes).ok());
    bytes[i] ^= std::byte{0x41};
  }
  CHECK(restore(bytes).ok());
}

TEST_CASE("a snapshot cut anywhere is refused", "[conversation][snapshot]") {
  const std::vector<std::byte> bytes = bytes_of(Conversation{});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(restore(std::span{bytes}.first(size)).ok());
  }
}

TEST_CASE("a snapshot needs room", "[conversation][snapshot]") {
  std::array<std::byte, 64> small{};
  CHECK(save(Conversation{}, small).status == Status::NoSpace);
  CHECK(save(Conversation{}, std::span{small}.first(3)).status == Status::NoSpace);
}
