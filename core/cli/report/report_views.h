// The same report in three forms: for a program, a terminal and a browser.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/report/drift.h"
#include "core/cli/report/report_data.h"

namespace undertone::cli {

struct Report {
  const ReportData& data;
  /// dimensions to break down by, in order
  std::vector<Dimension> dimensions;
  std::optional<Comparison> comparison;
  /// against the earlier report; empty without one
  std::vector<Drift> drift;
};

[[nodiscard]] nlohmann::ordered_json json_report(const Report& report);

/// Tables of fixed width, in ASCII but for the labels of the site.
[[nodiscard]] std::string text_report(const Report& report);

/// One self-contained page: no script, no font, no request; light and dark.
[[nodiscard]] std::string html_report(const Report& report);

/// "2026-11-21 08:30 UTC"
[[nodiscard]] std::string utc_time(double unix_ms);

/// "12.3 %", "-" for nothing
[[nodiscard]] std::string percent(std::optional<double> share);

/// A label of the site without control characters, which would move the cursor of a terminal.
[[nodiscard]] std::string printable(std::string_view label);

}  // namespace undertone::cli
