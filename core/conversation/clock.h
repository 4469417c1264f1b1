// Times of a conversation: all given by the caller, any of them may be missing or run backwards.
#pragma once

#include <cstdint>
#include <optional>

#include "core/conversation/state.h"

namespace undertone {

/// From `begin_ms` to `end_ms`; nothing where one is missing or they run backwards.
[[nodiscard]] constexpr std::optional<std::uint32_t> elapsed(
    std::optional<std::uint32_t> begin_ms, std::optional<std::uint32_t> end_ms) noexcept {
  if (!begin_ms || !end_ms || *end_ms < *begin_ms) return std::nullopt;
  return *end_ms - *begin_ms;
}

/// Notes a message or another sign of life.
constexpr void touch(ConversationState& state, std::optional<std::uint32_t> time_ms) noexcept {
  if (!time_ms) return;
  if (!state.last_activity_ms || *time_ms > *state.last_activity_ms) {
    state.last_activity_ms = time_ms;
  }
}

/// Gives a message its index and its place in time.
constexpr std::uint32_t take_turn(ConversationState& state,
                                  std::optional<std::uint32_t> time_ms) noexcept {
  touch(state, time_ms);
  if (time_ms) {
    if (!state.first_message_ms) state.first_message_ms = time_ms;
    if (!state.last_message_ms || *time_ms > *state.last_message_ms) {
      state.last_message_ms = time_ms;
    }
  }
  return state.next_turn_index++;
}

}  // namespace undertone
