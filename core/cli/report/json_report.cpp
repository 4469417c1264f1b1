#include "core/cli/report/report_views.h"

namespace undertone::cli {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
  return static_cast<double>(static_cast<std::int64_t>(value * 10000 + (value < 0 ? -0.5 : 0.5))) /
         10000;
}

Json or_null(const std::optional<double>& value) {
  return value ? Json(rounded(*value)) : Json(nullptr);
}

Json rate_json(const Rate& rate) {
  const Interval interval = rate.interval();
  return {{"numerator", rate.numerator},
          {"denominator", rate.denominator},
          {"rate", or_null(rate.value())},
          {"low", rounded(interval.low)},
          {"high", rounded(interval.high)}};
}

Json rates_json(const Tally& tally) {
  Json rates = Json::object();
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    rates[std::string{kMetrics[i].name}] = rate_json(tally.rate(static_cast<Metric>(i)));
  }
  return rates;
}

Json tally_json(const Tally& tally) {
  return {{"conversations", tally.conversations()},
          {"engaged", tally.engaged()},
          {"coverage", rate_json(tally.coverage())},
          {"experience", or_null(tally.experience())},
          {"rates", rates_json(tally)}};
}

template <class Enum>
Json counts_json(const Tally& tally) {
  Json counts = Json::object();
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    const auto key = static_cast<Enum>(i);
    counts[std::string{name_of(key)}] = tally.count(key);
  }
  return counts;
}

Json comparison_json(const Report& report) {
  if (!report.comparison) return nullptr;
  const Comparison& pair = *report.comparison;
  const Tally* a = report.data.find(pair.dimension, pair.a);
  const Tally* b = report.data.find(pair.dimension, pair.b);
  if (a == nullptr || b == nullptr) return nullptr;
  Json rates = Json::object();
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    const auto metric = static_cast<Metric>(i);
    const Interval change = difference(a->rate(metric), b->rate(metric));
    rates[std::string{kMetrics[i].name}] = {{"a", rate_json(a->rate(metric))},
                                            {"b", rate_json(b->rate(metric))},
                                            {"low", rounded(change.low)},
                                            {"high", rounded(change.high)},
                                            {"significant", change.low > 0 || change.high < 0}};
  }
  return {{"dimension", kDimensionNames[static_cast<std::size_t>(pair.dimension)]},
          {"a", pair.a},
          {"b", pair.b},
          {"experience", {{"a", or_null(a->experience())}, {"b", or_null(b->experience())}}},
          {"rates", std::move(rates)}};
}

Json topics_json(const ReportData& data) {
  Json list = Json::array();
  for (const auto& [topic, counts] : data.topics()) {
    list.push_back({{"topic", topic},
                    {"failed", rate_json({counts.failed, counts.requests})},
                    {"rephrased", rate_json({counts.rephrased, counts.requests})},
                    {"frustrated", rate_json({counts.frustrated, counts.requests})},
                    {"escalated", rate_json({counts.escalated, counts.requests})},
                    {"gave_up", rate_json({counts.gave_up, counts.requests})}});
  }
  return list;
}

Json review_json(const ReportData& data) {
  Json rows = Json::array();
  for (const SignalRow& row : data.review()) {
    rows.push_back({{"id", row.id},
                    {"experience", or_null(row.experience)},
                    {"outcome", name_of(row.outcome)},
                    {"frustration_peak", or_null(row.frustration_peak)},
                    {"strong_turns", row.strong_turns},
                    {"rephrased_turns", row.rephrased_turns},
                    {"fallbacks", row.fallbacks},
                    {"errors", row.errors},
                    {"loops", row.loops},
                    {"user_turns", row.user_turns},
                    {"topic", row.values[static_cast<std::size_t>(Dimension::Topic)]}});
  }
  return rows;
}

Json drift_json(const std::vector<Drift>& drifts) {
  Json list = Json::array();
  for (const Drift& drift : drifts) {
    list.push_back({{"metric", info_of(drift.metric).name},
                    {"before", rate_json(drift.before)},
                    {"now", rate_json(drift.now)},
                    {"low", rounded(drift.change.low)},
                    {"high", rounded(drift.change.high)},
                    {"alarming", drift.alarming}});
  }
  return list;
}

}  // namespace

Json json_report(const Report& report) {
  const ReportData& data = report.data;
  Json out{{"undertone_report", 1}};
  out.update(tally_json(data.all()));
  out["bad_lines"] = data.bad_lines();
  out["window"] = nullptr;
  if (data.first_ms()) {
    out["window"] = {{"from_ms", static_cast<std::int64_t>(*data.first_ms())},
                     {"to_ms", static_cast<std::int64_t>(*data.last_ms())}};
  }
  out["outcomes"] = counts_json<Outcome>(data.all());
  out["risks"] = counts_json<Risk>(data.all());
  out["by"] = Json::object();
  for (const Dimension dimension : report.dimensions) {
    Json values = Json::array();
    for (const auto& [value, tally] : data.by(dimension)) {
      Json entry{{"value", value}};
      entry.update(tally_json(tally));
      values.push_back(std::move(entry));
    }
    out["by"][std::string{kDimensionNames[static_cast<std::size_t>(dimension)]}] =
        std::move(values);
  }
  out["topics"] = topics_json(data);
  out["comparison"] = comparison_json(report);
  out["review"] = review_json(data);
  if (!report.drift.empty()) out["drift"] = drift_json(report.drift);
  return out;
}

}  // namespace undertone::cli
