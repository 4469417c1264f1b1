// Records as the JSON that `undertone score` writes (DESIGN of the command: README).
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/event/update.h"

namespace undertone::cli {

/// A scored user message.
///
/// Input   `user_turns`: indices of the user messages so far, this one last
[[nodiscard]] nlohmann::ordered_json to_json(const UserMessageEvent& event,
                                             const std::vector<std::uint32_t>& user_turns);

/// A scored answer.
[[nodiscard]] nlohmann::ordered_json to_json(const AssistantMessageEvent& event);

/// One moment: {"moment": "loop", "index": 4}.
[[nodiscard]] nlohmann::ordered_json to_json(const MomentEvent& event);

/// The summary, with the moments of the whole conversation in it.
[[nodiscard]] nlohmann::ordered_json to_json(const ConversationEvent& event,
                                             nlohmann::ordered_json moments);

}  // namespace undertone::cli
