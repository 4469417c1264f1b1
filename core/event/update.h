// What one input makes known, as records.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
  /// of `user`: how far the likeliest sentiment is before the next in the word of the model file,
  /// in hundredths, negative without one; no part of the event
  std::int32_t margin = 0;
};

}  // namespace undertone
