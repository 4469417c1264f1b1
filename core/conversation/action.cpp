// What the user or the site did with an answer moves the conversation on.
#include "core/conversation/advance.h"
#include "core/conversation/clock.h"

namespace undertone {
namespace {

/// Reading takes 42 ms per code point (238 words a minute, Brysbaert 2019). Half of it is a glance
/// that found what it looked for; below 2 s nobody has read anything, over 20 s anybody has.
constexpr std::uint32_t kReadMsPerCodepoint = 21;
constexpr std::uint32_t kLeastReadMs = 2000;
constexpr std::uint32_t kMostReadMs = 20000;

bool has_read(const Answer& answer) noexcept {
  const std::uint64_t needed =
      std::uint64_t{kReadMsPerCodepoint} * answer.signals.length_codepoints;
  const std::uint64_t bounded =
      std::min<std::uint64_t>(std::max<std::uint64_t>(needed, kLeastReadMs), kMostReadMs);
  return answer.read_ms.value_or(0) >= bounded;
}

/// The user works with the last answer: what stood open before it is closed.
void use(Standing& standing, Evidence evidence) noexcept {
  if (standing.awaiting != Awaiting::Nothing || standing.failed) return;
  standing.use.insert(evidence);
  standing.friction = Friction::None;
}

void approve(ConversationState& state, Evidence evidence, std::uint32_t turn_index,
             MomentList& moments) noexcept {
  Standing& standing = state.standing;
  standing.satisfaction.insert(evidence);
  standing.friction = Friction::None;
  standing.failed = false;
  standing.broke = false;
  standing.gave_up = false;
  if (!state.guards.recovery_pending) return;
  state.guards.recovery_pending = false;
  note(state, {.moment = Moment::Recovery, .turn_index = turn_index}, moments);
}

void disapprove(ConversationState& state, Friction friction) noexcept {
  Standing& standing = state.standing;
  if (standing.friction != Friction::Felt) standing.friction = friction;
  standing.satisfaction = standing.satisfaction & EnumSet<Evidence>{Evidence::Goal};
  state.guards.recovery_pending = true;
  state.guards.turns_since_friction = 0;
}

/// What an action on the last answer, or on the chat as a whole, means for the outcome.
void judge(ConversationState& state, const UserAction& action, const Answer* answer,
           std::uint32_t turn_index, MomentList& moments) noexcept {
  switch (action.action) {
    case Action::Copied:
      use(state.standing, Evidence::Copied);
      break;
    case Action::ClickedLink:
      use(state.standing, Evidence::ClickedLink);
      break;
    case Action::Read:
      if (answer != nullptr && has_read(*answer)) use(state.standing, Evidence::Read);
      break;
    case Action::ThumbsUp:
      approve(state, Evidence::ThumbsUp, turn_index, moments);
      break;
    case Action::Goal:
      approve(state, Evidence::Goal, turn_index, moments);
      break;
    case Action::ThumbsDown:
      disapprove(state, Friction::Felt);
      break;
    case Action::Regenerated:
    case Action::EditedQuestion:
    case Action::RageClick:
      disapprove(state, Friction::Asked);
      break;
    case Action::Handoff:
      state.standing.handed_over = true;
      break;
    case Action::Stopped:
    case Action::DraftAbandoned:
    case Action::WidgetClosed:
    case Action::WidgetOpened:
    case Action::ScrolledBack:
    case Action::LeftWaiting:
      break;
  }
}

}  // namespace

Step advance(const ConversationState& before, const UserAction& action) noexcept {
  Step step{.state = before};
  ConversationState& state = step.state;
  touch(state, action.time_ms);
  state.actions.add(action.action);

  Answer* answer = state.find_answer(action.turn_index);
  const Answer* newest = state.find_answer(std::nullopt);
  if (answer != nullptr) {
    answer->actions.add(action.action);
    ++answer->revision;
    if (action.action == Action::Read) {
      answer->read_ms = std::max(answer->read_ms.value_or(0), action.value);
    }
  }
  step.turn_index = answer != nullptr ? answer->turn_index : action.turn_index.value_or(0);
  const bool of_last_answer = !action.turn_index || (newest != nullptr && answer == newest);
  if (of_last_answer) judge(state, action, answer, step.turn_index, step.moments);
  return step;
}

}  // namespace undertone
