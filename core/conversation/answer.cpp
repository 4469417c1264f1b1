// An answer, or the failure to give one, moves the conversation on.
#include "core/conversation/advance.h"
#include "core/conversation/clock.h"

namespace undertone {
namespace {

void time_response(ConversationState& state, const AnswerTurn& turn, bool broke) noexcept {
  if (!state.response_due) return;
  state.response_due = false;
  if (broke) return;
  const auto response =
      turn.latency_ms ? turn.latency_ms : elapsed(state.last_user_message_ms, turn.time_ms);
  if (!response) return;
  if (!state.first_response_ms) state.first_response_ms = response;
  state.response_times.add(*response);
}

void count_labels(ConversationState& state, const AnswerTurn& turn) noexcept {
  const AssistantSignals& signals = turn.signals;
  ++state.assistant_turns;
  state.fallbacks += signals.fallback ? 1U : 0U;
  state.refusals += signals.refusal ? 1U : 0U;
  state.unfulfilled += signals.unfulfilled ? 1U : 0U;
  state.apologies += signals.apology ? 1U : 0U;
  state.handoffs_offered += signals.handoff_offered ? 1U : 0U;
  state.errors += turn.error != ErrorClass::None ? 1U : 0U;
  state.stalls += turn.stalls;
}

void judge(Standing& standing, const AssistantSignals& signals, bool broke,
           bool first_reply) noexcept {
  standing.asked_back = signals.asks_question;
  standing.offered_human = signals.handoff_offered;
  standing.handed_over = standing.handed_over || signals.handoff_done;
  if (standing.awaiting == Awaiting::Remark && !standing.satisfaction.empty()) {
    // What was taken for a last word was none.
    standing.satisfaction.erase(Evidence::Confirmed);
    standing.awaiting = Awaiting::Nothing;
  }
  // "You're welcome" answers nothing: what stood before it stands. The same words again do not
  // either, and show that the remark between them was no nod.
  const bool again = signals.repeat_of_last >= kSameAnswer && standing.satisfaction.empty();
  if (first_reply && standing.awaiting == Awaiting::Nothing && !again) return;

  const bool failed = broke || signals.fallback || signals.refusal || again;
  if (first_reply) {
    standing.failed = standing.broke = standing.unfulfilled = false;
    standing.answered = standing.awaiting >= Awaiting::Remark;
  }
  // A second message in a row can spoil the first one, not mend it: "Anything else?"
  standing.failed = standing.failed || failed;
  standing.broke = standing.broke || broke;
  standing.unfulfilled = standing.unfulfilled || signals.unfulfilled;
  if (standing.failed) standing.answered = false;
  if (standing.friction == Friction::Asked && !standing.failed && signals.repeat < kSameAnswer) {
    standing.friction = Friction::None;
  }
  standing.awaiting = Awaiting::Nothing;
  standing.use = {};
}

void keep(ConversationState& state, const AnswerTurn& turn, std::uint32_t turn_index) noexcept {
  Answer& answer = state.answers[state.num_answers++ % ConversationState::kAnswers];
  answer = {.turn_index = turn_index,
            .signals = turn.signals,
            .latency_ms = turn.latency_ms,
            .first_token_ms = turn.first_token_ms,
            .stalls = turn.stalls,
            .error = turn.error};
}

}  // namespace

Step advance(const ConversationState& before, const AnswerTurn& turn) noexcept {
  Step step{.state = before};
  ConversationState& state = step.state;
  const bool broke = turn.error != ErrorClass::None;
  const bool failed = broke || turn.signals.fallback || turn.signals.refusal;

  step.turn_index = take_turn(state, turn.time_ms);
  note_answer_moments(state, turn.signals, step.turn_index, failed, step.moments);
  judge(state.standing, turn.signals, broke, state.response_due);
  time_response(state, turn, broke);
  count_labels(state, turn);
  keep(state, turn, step.turn_index);
  if (broke) state.guards.recovery_pending = true;
  if (broke) state.guards.turns_since_friction = 0;
  if (turn.time_ms) state.last_answer_ms = turn.time_ms;
  return step;
}

Step advance(const ConversationState& before, const OtherTurn& turn) noexcept {
  Step step{.state = before};
  step.turn_index = take_turn(step.state, turn.time_ms);
  return step;
}

}  // namespace undertone
