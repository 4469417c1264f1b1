// What one input makes known, as records.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "core/event/event.gen.h"

namespace undertone {

/// Everything that one input caused. At most one of `user` and `assistant` is set.
struct Update {
  std::optional<UserMessageEvent> user;
  std::optional<AssistantMessageEvent> assistant;
  /// moments in order; `num_moments` of them are valid
  std::array<MomentEvent, enum_size<Moment>> moments{};
  std::size_t num_moments = 0;
  ConversationEvent conversation;
};

}  // namespace undertone
