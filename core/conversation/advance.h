// A conversation moves on: state and one input in, state and moments out.
//
// Pure functions: nothing is read but the arguments, and the same arguments give the same result.
// All cost a fixed number of steps and a copy of about 2 kB, however long the conversation is.
#pragma once

#include <cstdint>
#include <optional>

#include "core/conversation/moments.h"
#include "core/conversation/state.h"
#include "core/signals/signals.h"

namespace undertone {

/// A conversation without a sign of life for this long has ended (SIGNALS section 3).
inline constexpr std::uint32_t kIdleEndMs = 30 * 60 * 1000;

struct UserTurn {
  UserSignals signals{};
  std::optional<std::uint32_t> time_ms{};
};

struct AnswerTurn {
  /// empty labels for an answer that broke before it had a text
  AssistantSignals signals{};
  ErrorClass error{};
  std::optional<std::uint32_t> latency_ms{};
  std::optional<std::uint32_t> first_token_ms{};
  std::uint32_t stalls = 0;
  std::optional<std::uint32_t> time_ms{};
};

/// A system or tool message: it takes an index and proves life, and says nothing of the user.
struct OtherTurn {
  std::optional<std::uint32_t> time_ms{};
};

struct UserAction {
  Action action{};
  /// the answer it is about; the last one if absent
  std::optional<std::uint32_t> turn_index{};
  /// read: milliseconds in view; draft_abandoned: code points
  std::uint32_t value = 0;
  std::optional<std::uint32_t> time_ms{};
};

struct Ending {
  EndReason reason{};
  std::optional<std::uint32_t> time_ms{};
};

struct Step {
  ConversationState state{};
  MomentList moments{};
  /// index that the message got; that of the last message for actions and endings
  std::uint32_t turn_index = 0;
  /// user turns: time since the last answer was complete
  std::optional<std::uint32_t> since_answer_ms{};
};

/// A user message. After an idle time, or after the end, it reopens the conversation.
[[nodiscard]] Step advance(const ConversationState& before, const UserTurn& turn) noexcept;

/// An answer, or the failure to give one.
[[nodiscard]] Step advance(const ConversationState& before, const AnswerTurn& turn) noexcept;

[[nodiscard]] Step advance(const ConversationState& before, const OtherTurn& turn) noexcept;

/// Something the user or the site did with an answer, or with the chat.
[[nodiscard]] Step advance(const ConversationState& before, const UserAction& action) noexcept;

/// The conversation ends; a second end without a message between changes nothing.
[[nodiscard]] Step advance(const ConversationState& before, const Ending& ending) noexcept;

}  // namespace undertone
