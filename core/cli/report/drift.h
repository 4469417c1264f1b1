// Has it become worse since an earlier report?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/cli/report/report_data.h"

namespace undertone::cli {

/// Rates of an earlier report (its JSON), by metric name.
struct Baseline {
  std::array<Rate, kMetrics.size()> rates{};
};

struct Drift {
  Metric metric{};
  Rate before;
  Rate now;
  /// of now - before, 95 %
  Interval change;
  /// the change is real (its interval leaves out 0), for the worse, and large enough to care
  bool alarming = false;
};

/// Reads the JSON that `undertone report --json` wrote; nothing if it is none.
[[nodiscard]] std::optional<Baseline> read_baseline(const std::string& path);

/// Compares all rates that both reports have.
///
/// Input   `tolerance`: changes up to this (0.02 = two points) are no alarm however sure they are
[[nodiscard]] std::vector<Drift> drift_of(const Baseline& before, const Tally& now,
                                          double tolerance);

}  // namespace undertone::cli
