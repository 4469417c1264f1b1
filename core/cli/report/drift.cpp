#include "core/cli/report/drift.h"

#include <simdjson.h>

namespace undertone::cli {
namespace {

std::uint64_t count(simdjson::dom::object fields, std::string_view key) {
  std::uint64_t value = 0;
  return fields[key].get_uint64().get(value) == simdjson::SUCCESS ? value : 0;
}

bool is_worse(Metric metric, const Interval& change, double by) {
  return info_of(metric).more_is_better ? change.high < 0 && by < 0 : change.low > 0 && by > 0;
}

}  // namespace

std::optional<Baseline> read_baseline(const std::string& path) {
  simdjson::dom::parser parser;
  simdjson::dom::object report;
  simdjson::dom::object rates;
  if (parser.load(path).get_object().get(report) != simdjson::SUCCESS ||
      report["rates"].get_object().get(rates) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  Baseline baseline;
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    simdjson::dom::object rate;
    if (rates[kMetrics[i].name].get_object().get(rate) != simdjson::SUCCESS) continue;
    baseline.rates[i] = {count(rate, "numerator"), count(rate, "denominator")};
    if (baseline.rates[i].numerator > baseline.rates[i].denominator) return std::nullopt;
  }
  return baseline;
}

std::vector<Drift> drift_of(const Baseline& before, const Tally& now, double tolerance) {
  std::vector<Drift> drifts;
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    Drift drift;
    drift.metric = static_cast<Metric>(i);
    drift.before = before.rates[i];
    drift.now = now.rate(drift.metric);
    const auto old_value = drift.before.value();
    const auto new_value = drift.now.value();
    if (!old_value || !new_value) continue;
    drift.change = difference(drift.before, drift.now);
    const double by = *new_value - *old_value;
    drift.alarming =
        is_worse(drift.metric, drift.change, by) && (by > tolerance || by < -tolerance);
    drifts.push_back(drift);
  }
  return drifts;
}

}  // namespace undertone::cli
