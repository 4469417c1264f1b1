#include "core/conversation/outcome.h"

namespace undertone {
namespace {

/// What makes a silent end an abandoned one.
EnumSet<Evidence> open_ends(const Standing& standing) noexcept {
  EnumSet<Evidence> evidence;
  if (standing.gave_up) evidence.insert(Evidence::GivingUp);
  const bool last_word = standing.awaiting == Awaiting::Remark && !standing.satisfaction.empty();
  if (standing.awaiting != Awaiting::Nothing && !last_word) evidence.insert(Evidence::Unanswered);
  if (standing.broke) evidence.insert(Evidence::Error);
  if (standing.friction != Friction::None || (standing.failed && !standing.broke)) {
    evidence.insert(Evidence::OpenFriction);
  }
  return evidence;
}

}  // namespace

OutcomeResult outcome_of(const ConversationState& state) noexcept {
  const Standing& standing = state.standing;
  if (state.user_turns == 0) return {Outcome::Unengaged, Evidence::NoUserMessage};
  if (standing.handed_over) return {Outcome::Escalated, Evidence::HandoffDone};
  if (standing.human_requested) return {Outcome::EscalationUnserved, Evidence::HumanRequested};
  if (const auto open = open_ends(standing); !open.empty()) return {Outcome::Abandoned, open};
  if (!standing.satisfaction.empty()) return {Outcome::ResolvedConfirmed, standing.satisfaction};
  if (standing.answered && !standing.use.empty()) return {Outcome::ResolvedAssumed, standing.use};
  return {Outcome::Ambiguous, {}};
}

}  // namespace undertone
