// Snapshots: any bytes are refused or give a conversation that can go on and be saved again.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/base/word_hash.h"
#include "core/conversation/advance.h"
#include "core/conversation/experience.h"
#include "core/conversation/outcome.h"
#include "core/conversation/snapshot.h"

namespace {

using namespace undertone;

constexpr std::size_t kHeaderBytes = 10;

void require(bool holds) {
  if (!holds) std::abort();
}

/// The header that makes any content pass the checksum, so that the content is what is tested.
std::vector<std::byte> with_header(std::span<const std::byte> content) {
  std::vector<std::byte> bytes(kSnapshotBytes);
  require(save(Conversation{}, bytes).ok());
  bytes.resize(kHeaderBytes);
  bytes.insert(bytes.end(), content.begin(), content.end());
  std::uint32_t sum = kWordHashSeed;
  for (const std::byte byte : content) {
    sum = word_hash_step(sum, std::to_integer<std::uint8_t>(byte));
  }
  for (std::size_t i = 0; i < 4; ++i) bytes[6 + i] = static_cast<std::byte>(sum >> (8 * i));
  return bytes;
}

void go_on(Conversation conversation) {
  ConversationState& state = conversation.state;
  state = advance(state, UserTurn{.signals = {.scored = true}, .time_ms = 1000U}).state;
  state = advance(state, AnswerTurn{.signals = {.repeat = 1}, .time_ms = 2000U}).state;
  state = advance(state, UserAction{.action = Action::Read, .value = 5000}).state;
  state = advance(state, Ending{.reason = EndReason::Idle}).state;
  const Experience experience = experience_of(state);
  require(experience.score.has_value());
  require(*experience.score >= 0 && *experience.score <= 100);
  std::vector<std::byte> again(kSnapshotBytes);
  require(save(conversation, again).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span{data, size});
  require(!restore(bytes).ok() || size > kHeaderBytes);
  const auto restored = restore(with_header(bytes));
  if (restored.ok()) go_on(restored.value);
  return 0;
}
