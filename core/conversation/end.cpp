#include "core/conversation/end.h"

#include "core/conversation/advance.h"
#include "core/conversation/clock.h"
#include "core/conversation/outcome.h"

namespace undertone {
namespace {

constexpr std::uint32_t kHourMs = 60 * 60 * 1000;

/// Without times a return is a quick one: sessions end after four hours at most.
Reopened return_after(std::optional<std::uint32_t> away_ms) noexcept {
  const std::uint32_t hours = away_ms.value_or(0) / kHourMs;
  if (hours < 24) return Reopened::Within24h;
  if (hours < 72) return Reopened::Within72h;
  if (hours < 7 * 24) return Reopened::Within7d;
  return Reopened::None;
}

std::uint32_t last_turn(const ConversationState& state) noexcept {
  return state.next_turn_index == 0 ? 0 : state.next_turn_index - 1;
}

}  // namespace

void finish(ConversationState& state, EndReason reason, MomentList& moments) noexcept {
  if (state.ended() || reason == EndReason::Open) return;
  state.end_reason = reason;
  if (outcome_of(state).outcome == Outcome::Abandoned) {
    note(state, {.moment = Moment::DropOff, .turn_index = last_turn(state)}, moments);
  }
}

void reopen(ConversationState& state, std::optional<std::uint32_t> time_ms,
            MomentList& moments) noexcept {
  const auto away_ms = elapsed(state.last_activity_ms, time_ms);
  if (away_ms.value_or(0) >= kIdleEndMs) finish(state, EndReason::Idle, moments);
  if (!state.ended()) return;
  state.end_reason = EndReason::Open;
  state.reopened = return_after(away_ms);
  state.standing.satisfaction = {};
  state.standing.use = {};
  state.standing.answered = false;
  state.standing.gave_up = false;
}

Step advance(const ConversationState& before, const Ending& ending) noexcept {
  Step step{.state = before};
  touch(step.state, ending.time_ms);
  finish(step.state, ending.reason, step.moments);
  step.turn_index = last_turn(step.state);
  return step;
}

}  // namespace undertone
