// The experience score of a conversation: 0 to 100, always with the parts that made it.
//
//   score = sum(weight * part) / sum(weight)      over the parts that are present
//
//   part         100 means                          how it is computed
//   frustration  no frustration at all              100 - (peak + mean of the scored turns) / 2
//   rephrase     nothing was asked in vain          100 - 100 * (repeats + rephrases + corrections
//                                                   + fallbacks + refusals + answers that could not
//                                                   do it) / user turns, at least 0
//   sentiment    content at the end                 50 + half of sentiment over the last turns
//   outcome      confirmed, and every turn after    table in experience.cpp, three to one with the
//                the first one moved on             progress: 100 * (3 * acceptances + replies) / 2
//                                                   / (scored turns but courtesies - 1), at most
//                                                   100; without such a turn the table alone
//   speed        answers within 2 s                 20 less for each doubling of p50, 0 at 64 s
//
// Weights and where they come from: experience.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "core/conversation/state.h"

namespace undertone {

/// All in hundredths of their full value, that is 0 to 100.
struct Experience {
  /// absent while the conversation is unengaged
  std::optional<std::int32_t> score;
  /// absent while no turn was scored
  std::optional<std::int32_t> frustration;
  std::optional<std::int32_t> rephrase;
  /// absent while no turn was scored
  std::optional<std::int32_t> sentiment;
  std::optional<std::int32_t> outcome;
  /// absent without timings
  std::optional<std::int32_t> speed;
};

/// The score if the conversation ended now.
///
/// Cost    a few dozen integer operations
[[nodiscard]] Experience experience_of(const ConversationState& state) noexcept;

}  // namespace undertone
