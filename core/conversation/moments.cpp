#include "core/conversation/moments.h"

#include "core/base/hundredths.h"

namespace undertone {

void note(ConversationState& state, const MomentNote& moment, MomentList& moments) noexcept {
  moments.add(moment);
  state.moments.add(moment.moment);
}

void note_user_moments(ConversationState& state, const UserSignals& signals,
                       std::uint32_t turn_index, Friction friction, bool satisfied,
                       MomentList& moments) noexcept {
  MomentGuards& guards = state.guards;
  MomentNote moment{.turn_index = turn_index};
  if (signals.scored) moment.frustration = to_hundredths(static_cast<double>(signals.frustration));

  if (signals.frustration_label == FrustrationLabel::Strong) {
    if (!guards.in_spike) {
      moment.moment = Moment::FrustrationSpike;
      note(state, moment, moments);
    }
    guards.in_spike = true;
    guards.turns_since_strong = 0;
  } else if (++guards.turns_since_strong >= kCalmTurns || satisfied) {
    guards.in_spike = false;
  }

  if (signals.act == Act::Escalate) {
    if (!guards.in_escalation) {
      moment.moment = Moment::EscalationRequest;
      note(state, moment, moments);
    }
    guards.in_escalation = true;
    guards.turns_since_escalation = 0;
  } else if (++guards.turns_since_escalation >= kCalmTurns) {
    guards.in_escalation = false;
  }

  const EnumSet<Risk> new_risk = signals.risk - state.risk;
  if (!new_risk.empty()) {
    moment.moment = Moment::Risk;
    moment.risk = new_risk;
    note(state, moment, moments);
    moment.risk = {};
  }

  if (satisfied) {
    if (guards.recovery_pending) {
      moment.moment = Moment::Recovery;
      note(state, moment, moments);
    }
    guards.recovery_pending = false;
  } else if (friction != Friction::None && signals.feedback != Feedback::Clarification) {
    guards.recovery_pending = true;
    guards.turns_since_friction = 0;
  } else if (++guards.turns_since_friction >= kRecoveryTurns) {
    guards.recovery_pending = false;
  }

  // A new request or an answer to the assistant's question moves the conversation on; who asks for
  // a human has got nowhere.
  const bool stuck = friction != Friction::None || signals.act == Act::Escalate;
  guards.stuck_turns = stuck ? guards.stuck_turns + 1 : 0;
  state.stalled = state.stalled || guards.stuck_turns >= kStalledTurns;
}

void note_answer_moments(ConversationState& state, const AssistantSignals& signals,
                         std::uint32_t turn_index, bool failed, MomentList& moments) noexcept {
  MomentGuards& guards = state.guards;
  const bool said_before = signals.repeat >= kSameAnswer;
  const bool said_last = signals.repeat_of_last >= kSameAnswer;
  // A form asks the same thing for every field; that is a loop only if the user gets nowhere, and
  // "anything else?" after every answer is none: after bad words alone it has to be said in a row.
  const bool user_repeats = guards.stuck_turns > 0;
  const bool user_asks_again = user_repeats && state.standing.friction == Friction::Asked;
  // The same words in answer to two requests in a row, whatever the requests were; the same
  // failure, to anything said.
  const Answer* const previous = state.find_answer(std::nullopt);
  const bool in_a_row =
      previous != nullptr && previous->turn_index + 2 == turn_index &&
      (state.standing.awaiting != Awaiting::Nothing || state.standing.satisfaction.empty()) &&
      (failed || !state.standing.asked_back);
  if ((said_before && user_asks_again) || (said_last && (user_repeats || in_a_row))) {
    if (!guards.in_loop) {
      ++state.loops;
      note(state, {.moment = Moment::Loop, .turn_index = turn_index}, moments);
    }
    guards.in_loop = true;
  } else if (!said_before) {
    guards.in_loop = false;
  }

  if ((failed || said_before) && user_repeats) ++guards.stuck_turns;
  state.stalled = state.stalled || guards.stuck_turns >= kStalledTurns;
}

}  // namespace undertone
