// Signals and state as the records that leave: the only place where a score becomes hundredths.
#pragma once

#include "core/conversation/advance.h"
#include "core/event/update.h"
#include "core/signals/signals.h"

namespace undertone {

/// The record of a user message; turn_index and since_answer_ms are those of the step it caused.
[[nodiscard]] UserMessageEvent user_record(const UserSignals& signals, const Step& step) noexcept;

/// The record of an answer, with what the user did with it so far.
[[nodiscard]] AssistantMessageEvent assistant_record(const Answer& answer) noexcept;

/// The running summary.
[[nodiscard]] ConversationEvent conversation_record(const ConversationState& state) noexcept;

/// Writes the moments of a step and the summary after it into `update`.
void add_step(const Step& step, Update& update) noexcept;

}  // namespace undertone
