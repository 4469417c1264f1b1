// The end of a conversation, and the return after it.
#pragma once

#include <cstdint>
#include <optional>

#include "core/conversation/moments.h"
#include "core/conversation/state.h"

namespace undertone {

/// Ends the conversation; `drop_off` if it is abandoned. Does nothing if it has ended before.
void finish(ConversationState& state, EndReason reason, MomentList& moments) noexcept;

/// Called before a user message: a conversation that has ended, or was idle for so long that it
/// has, goes on as a reopened one. What resolved it is then no longer taken for granted.
void reopen(ConversationState& state, std::optional<std::uint32_t> time_ms,
            MomentList& moments) noexcept;

}  // namespace undertone
