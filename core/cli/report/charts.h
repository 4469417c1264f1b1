// The charts of the HTML report, as inline SVG.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/cli/report/tally.h"

namespace undertone::cli {

/// One bar of all conversations, divided by outcome, with its legend.
[[nodiscard]] std::string outcome_chart(const Tally& tally);

/// A rate and its interval on a line from 0 to 100 %.
[[nodiscard]] std::string interval_chart(const Rate& rate);

/// A change and its interval around a zero line; `reach` is the largest change of all.
[[nodiscard]] std::string change_chart(const Interval& change, double value, double reach);

/// Conversations (bars) and abandonment (line) by hour of the day.
[[nodiscard]] std::string hour_chart(const std::vector<std::pair<std::string, Tally>>& hours);

}  // namespace undertone::cli
