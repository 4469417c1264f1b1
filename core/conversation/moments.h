// Moments: something worth acting on while the user is still there.
//
// Each is told once. A spike ends, and a human can be asked for anew, only after two user turns
// without; a risk is told when it is new; a loop ends with the first answer that says something
// else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/enum_set.h"
#include "core/conversation/state.h"

namespace undertone {

/// User turns without it that end a spike or a call for a human. One calm turn in an angry chat is
/// an order number or a name, not peace.
inline constexpr std::uint32_t kCalmTurns = 2;

/// User turns after which an old friction no longer makes a thank-you a recovery.
inline constexpr std::uint32_t kRecoveryTurns = 4;

/// Likeness from which an answer counts as said before. Sketches of unrelated answers stay below
/// 0.3; the same sentence about another hotel, 0.7 to 0.92, is another answer.
inline constexpr float kSameAnswer = 0.95F;

/// Turns without progress from which a conversation is stalled (SIGNALS section 3).
inline constexpr std::uint32_t kStalledTurns = 4;

struct MomentNote {
  Moment moment{};
  /// the message that caused it
  std::uint32_t turn_index = 0;
  /// of that turn, hundredths
  std::optional<std::int32_t> frustration{};
  /// new with that turn
  EnumSet<Risk> risk{};
};

/// The moments of one step, in order; each kind at most once.
struct MomentList {
  std::array<MomentNote, enum_size<Moment>> notes{};
  std::size_t size = 0;

  constexpr void add(const MomentNote& note) noexcept {
    if (size < notes.size()) notes[size++] = note;
  }
};

/// Moments of a user turn. `friction` and `satisfied` as the turn was judged; called before the
/// turn's own risks are added to the state.
void note_user_moments(ConversationState& state, const UserSignals& signals,
                       std::uint32_t turn_index, Friction friction, bool satisfied,
                       MomentList& moments) noexcept;

/// Moments of an answer. Called while the state still shows the user turn that it answers.
void note_answer_moments(ConversationState& state, const AssistantSignals& signals,
                         std::uint32_t turn_index, bool failed, MomentList& moments) noexcept;

/// Adds one moment and counts it.
void note(ConversationState& state, const MomentNote& moment, MomentList& moments) noexcept;

}  // namespace undertone
