// How a conversation stands: the first rung of the ladder that holds (SIGNALS section 3).
#pragma once

#include "core/base/enum_set.h"
#include "core/conversation/state.h"

namespace undertone {

struct OutcomeResult {
  Outcome outcome{};
  /// what it rests on; empty for `ambiguous`
  EnumSet<Evidence> evidence;
};

/// The outcome if the conversation ended now.
///
///   1  no user message                                   unengaged
///   2  handed over                                       escalated
///      a human was asked for                             escalation_unserved
///   3  open friction, broken or no answer, given up      abandoned
///   4  thanked, confirmed, thumbs up, goal; or an        resolved_confirmed
///      answer, then a calm statement, and no more
///   5  answered, and the answer was read, copied, used   resolved_assumed
///   6  nothing of this                                   ambiguous
///
/// Cost    a dozen comparisons
[[nodiscard]] OutcomeResult outcome_of(const ConversationState& state) noexcept;

}  // namespace undertone
