#include "core/cli/report/tally.h"

#include <algorithm>

namespace undertone::cli {

void Tally::add(const SignalRow& row) noexcept {
  ++conversations_;
  ++outcomes_[static_cast<std::size_t>(row.outcome)];
  user_turns_ += row.user_turns;
  scored_turns_ += std::min(row.scored_turns, row.user_turns);
  if (row.user_turns > 1) {
    later_turns_ += row.user_turns - 1;
    rephrased_turns_ += std::min(row.rephrased_turns, row.user_turns - 1);
  }
  answers_ += row.assistant_turns;
  fallbacks_ += std::min(row.fallbacks, row.assistant_turns);
  errors_ += std::min(row.errors, row.assistant_turns);
  for (std::size_t i = 0; i < enum_size<Risk>; ++i) {
    risks_[i] += row.risk.contains(static_cast<Risk>(i)) ? 1U : 0U;
  }
  if (row.experience) {
    experience_sum_ += *row.experience;
    ++with_experience_;
  }
  if (!row.is_engaged()) return;
  ++engaged_;
  ++engaged_outcomes_[static_cast<std::size_t>(row.outcome)];
  engaged_scored_ += row.scored_turns > 0 ? 1U : 0U;
  frustrated_ += row.scored_turns > 0 && row.strong_turns > 0 ? 1U : 0U;
  with_loop_ += row.loops > 0 ? 1U : 0U;
}

Rate Tally::rate(Metric metric) const noexcept {
  switch (metric) {
    case Metric::Resolution:
      return {engaged_count(Outcome::ResolvedConfirmed), engaged_};
    case Metric::ResolutionAssumed:
      return {engaged_count(Outcome::ResolvedAssumed), engaged_};
    case Metric::Containment:
      return {engaged_ - engaged_count(Outcome::Escalated), engaged_};
    case Metric::Escalation:
      return {engaged_count(Outcome::Escalated), engaged_};
    case Metric::EscalationUnserved:
      return {engaged_count(Outcome::EscalationUnserved), engaged_};
    case Metric::Abandonment:
      return {engaged_count(Outcome::Abandoned), engaged_};
    case Metric::Rephrase:
      return {rephrased_turns_, later_turns_};
    case Metric::Frustration:
      return {frustrated_, engaged_scored_};
    case Metric::Fallback:
      return {fallbacks_, answers_};
    case Metric::Error:
      return {errors_, answers_};
    case Metric::Loop:
      return {with_loop_, engaged_};
  }
  return {};
}

std::uint64_t Tally::count(Outcome outcome) const noexcept {
  return outcomes_[static_cast<std::size_t>(outcome)];
}

std::uint64_t Tally::count(Risk risk) const noexcept {
  return risks_[static_cast<std::size_t>(risk)];
}

std::optional<double> Tally::experience() const noexcept {
  if (with_experience_ == 0) return std::nullopt;
  return experience_sum_ / static_cast<double>(with_experience_);
}

}  // namespace undertone::cli
