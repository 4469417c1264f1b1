// Sums over conversations, and the rates of SIGNALS section 6 that follow from them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/vocabulary.gen.h"
#include "core/cli/report/rate.h"
#include "core/cli/report/signal_row.h"

namespace undertone::cli {

/// The rates of a report, in the order they are shown.
enum class Metric : std::uint8_t {
  Resolution,
  ResolutionAssumed,
  Containment,
  Escalation,
  EscalationUnserved,
  Abandonment,
  Rephrase,
  Frustration,
  Fallback,
  Error,
  Loop,
};

struct MetricInfo {
  std::string_view name;
  /// numerator / denominator, in words
  std::string_view of;
  /// a higher rate is good news
  bool more_is_better = false;
};

inline constexpr std::array<MetricInfo, 11> kMetrics = {{
    {"resolution", "confirmed / engaged", true},
    {"resolution_assumed", "assumed / engaged", true},
    {"containment", "not escalated / engaged", true},
    {"escalation", "escalated / engaged", false},
    {"escalation_unserved", "human asked for in vain / engaged", false},
    {"abandonment", "abandoned / engaged", false},
    {"rephrase", "rephrased turns / user turns from the second on", false},
    {"frustration", "with a strong turn / engaged and scored", false},
    {"fallback", "fallback answers / answers", false},
    {"error", "broken answers / answers", false},
    {"loop", "with a loop / engaged", false},
}};

[[nodiscard]] constexpr const MetricInfo& info_of(Metric metric) noexcept {
  return kMetrics[static_cast<std::size_t>(metric)];
}

class Tally {
 public:
  void add(const SignalRow& row) noexcept;

  [[nodiscard]] std::uint64_t conversations() const noexcept { return conversations_; }
  [[nodiscard]] std::uint64_t engaged() const noexcept { return engaged_; }
  [[nodiscard]] Rate rate(Metric metric) const noexcept;
  /// Scored user turns of all user turns.
  [[nodiscard]] Rate coverage() const noexcept { return {scored_turns_, user_turns_}; }
  /// Of all conversations.
  [[nodiscard]] std::uint64_t count(Outcome outcome) const noexcept;
  /// Conversations in which it was said.
  [[nodiscard]] std::uint64_t count(Risk risk) const noexcept;
  /// Mean experience score, of the conversations that have one.
  [[nodiscard]] std::optional<double> experience() const noexcept;

 private:
  [[nodiscard]] std::uint64_t engaged_count(Outcome outcome) const noexcept {
    return engaged_outcomes_[static_cast<std::size_t>(outcome)];
  }

  std::uint64_t conversations_ = 0;
  std::uint64_t engaged_ = 0;
  std::uint64_t engaged_scored_ = 0;
  std::array<std::uint64_t, enum_size<Outcome>> outcomes_{};
  std::array<std::uint64_t, enum_size<Outcome>> engaged_outcomes_{};
  std::array<std::uint64_t, enum_size<Risk>> risks_{};
  std::uint64_t frustrated_ = 0;
  std::uint64_t with_loop_ = 0;
  std::uint64_t user_turns_ = 0;
  std::uint64_t later_turns_ = 0;
  std::uint64_t scored_turns_ = 0;
  std::uint64_t rephrased_turns_ = 0;
  std::uint64_t answers_ = 0;
  std::uint64_t fallbacks_ = 0;
  std::uint64_t errors_ = 0;
  double experience_sum_ = 0;
  std::uint64_t with_experience_ = 0;
};

}  // namespace undertone::cli
