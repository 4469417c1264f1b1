#include <algorithm>
#include <array>
#include <cmath>

#include "core/cli/report/charts.h"
#include "core/cli/report/html_style.h"
#include "core/cli/report/html_writer.h"
#include "core/cli/report/report_views.h"

namespace undertone::cli {
namespace {

/// Columns of a breakdown.
constexpr std::array<Metric, 8> kColumns = {
    Metric::Resolution,  Metric::ResolutionAssumed, Metric::Containment, Metric::Escalation,
    Metric::Abandonment, Metric::Rephrase,          Metric::Frustration, Metric::Fallback};

std::string heading(Metric metric) {
  std::string name{info_of(metric).name};
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string cell(std::string_view content) { return element("td", "", content); }
std::string head_cell(std::string_view content) { return element("th", "", escaped(content)); }

std::string experience_of(const Tally& tally) {
  const auto mean = tally.experience();
  return mean ? std::to_string(std::lround(*mean)) : "-";
}

std::string tile(std::string_view number, std::string_view name) {
  return element("div", "tile", "<b>" + escaped(number) + "</b><span>" + escaped(name) + "</span>");
}

std::string tiles(const Tally& all) {
  std::string out = tile(grouped(all.conversations()), "conversations") +
                    tile(grouped(all.engaged()), "engaged") +
                    tile(experience_of(all), "experience of 100");
  for (const Metric metric :
       {Metric::Resolution, Metric::Containment, Metric::Abandonment, Metric::Frustration}) {
    out += tile(percent(all.rate(metric).value()), heading(metric));
  }
  return element("div", "tiles", out);
}

std::string rates(const Tally& all) {
  std::string rows = "<tr>" + head_cell("rate") + head_cell("") + head_cell("95 % interval") +
                     head_cell("count") + element("th", "of", "of") + "</tr>";
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    const auto metric = static_cast<Metric>(i);
    const Rate rate = all.rate(metric);
    const Interval interval = rate.interval();
    rows += "<tr>" + cell(escaped(heading(metric))) + cell(percent(rate.value())) +
            cell(interval_chart(rate) + "<small>" + percent(interval.low) + " to " +
                 percent(interval.high) + "</small>") +
            cell(grouped(rate.numerator) + " / " + grouped(rate.denominator)) +
            element("td", "of", escaped(kMetrics[i].of)) + "</tr>";
  }
  return element("table", "", rows);
}

std::string meter(const std::optional<double>& share) {
  if (!share) return "-";
  return "<span class=\"meter\" style=\"--part:" + decimal(*share * 100) + "%\"></span>" +
         percent(share);
}

std::string breakdown(const ReportData& data, Dimension dimension) {
  const auto name = kDimensionNames[static_cast<std::size_t>(dimension)];
  const auto values = data.by(dimension);
  std::string rows =
      "<tr>" + head_cell(name) + head_cell("conversations") + head_cell("experience");
  for (const Metric metric : kColumns) rows += head_cell(heading(metric));
  rows += "</tr>";
  for (const auto& [value, tally] : values) {
    rows += "<tr>" + cell(escaped(value)) + cell(grouped(tally.conversations())) +
            cell(experience_of(tally));
    for (const Metric metric : kColumns) rows += cell(meter(tally.rate(metric).value()));
    rows += "</tr>";
  }
  const std::string chart = dimension == Dimension::Hour ? hour_chart(values) : "";
  return element("section", "",
                 "<h2>By " + escaped(name) + "</h2>" + chart + element("table", "", rows));
}

std::string verdict(Metric metric, const Interval& change) {
  if (change.low <= 0 && change.high >= 0) return "";
  const bool better = (change.low > 0) == info_of(metric).more_is_better;
  return better ? "<span class=\"better\">better</span>" : "<span class=\"worse\">worse</span>";
}

std::string points(double change) {
  std::string text = decimal(change * 100);
  return change > 0 ? "+" + text : text;
}

/// Rows "before, after, change" of a comparison or a drift.
class ChangeTable {
 public:
  ChangeTable(std::string_view before, std::string_view after)
      : rows_{"<tr>" + head_cell("rate") + head_cell(before) + head_cell(after) +
              head_cell("points") + head_cell("95 % interval") + head_cell("") + "</tr>"} {}

  void add(Metric metric, const Rate& before, const Rate& after, const std::string& note) {
    if (!before.value() || !after.value()) return;
    const double change = *after.value() - *before.value();
    const Interval interval = difference(before, after);
    rows_ += "<tr>" + cell(escaped(heading(metric))) + cell(percent(before.value())) +
             cell(percent(after.value())) + cell(points(change)) +
             cell(change_chart(interval, change, kReach) + "<small>" + points(interval.low) +
                  " to " + points(interval.high) + "</small>") +
             cell(note) + "</tr>";
  }
  [[nodiscard]] std::string html() const { return element("table", "", rows_); }

 private:
  /// Full width of the chart, 20 points each way.
  static constexpr double kReach = 0.2;
  std::string rows_;
};

std::string comparison(const ReportData& data, const Comparison& pair) {
  const Tally* a = data.find(pair.dimension, pair.a);
  const Tally* b = data.find(pair.dimension, pair.b);
  if (a == nullptr || b == nullptr) return "";
  ChangeTable table{pair.a, pair.b};
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    const auto metric = static_cast<Metric>(i);
    table.add(metric, a->rate(metric), b->rate(metric),
              verdict(metric, difference(a->rate(metric), b->rate(metric))));
  }
  return element("section", "",
                 "<h2>" + escaped(pair.a) + " against " + escaped(pair.b) + "</h2><p>Experience " +
                     experience_of(*a) + " against " + experience_of(*b) + ".</p>" + table.html());
}

std::string drift(const std::vector<Drift>& drifts) {
  if (drifts.empty()) return "";
  ChangeTable table{"before", "now"};
  for (const Drift& one : drifts) {
    table.add(
        one.metric, one.before, one.now,
        one.alarming ? "<span class=\"worse\">alarm</span>" : verdict(one.metric, one.change));
  }
  return element("section", "", "<h2>Drift since the earlier report</h2>" + table.html());
}

/// Which intents fail: of the requests of each topic.
std::string topics(const ReportData& data) {
  const auto list = data.topics();
  if (list.empty()) return "";
  std::string rows = "<tr>";
  for (const char* name :
       {"topic", "requests", "failed", "rephrased", "frustrated", "escalated", "gave up"}) {
    rows += head_cell(name);
  }
  rows += "</tr>";
  for (const auto& [topic, counts] : list) {
    rows += "<tr>" + cell(escaped(topic)) + cell(grouped(counts.requests));
    for (const std::uint64_t part :
         {counts.failed, counts.rephrased, counts.frustrated, counts.escalated, counts.gave_up}) {
      rows += cell(percent(Rate{part, counts.requests}.value()));
    }
    rows += "</tr>";
  }
  return element("section", "", "<h2>Requests by topic</h2>" + element("table", "", rows));
}

std::string review(const std::vector<SignalRow>& list) {
  if (list.empty()) return "";
  std::string rows = "<tr>";
  for (const char* name : {"conversation", "experience", "outcome", "strong turns", "asked again",
                           "fallbacks", "errors", "loops", "topic"}) {
    rows += head_cell(name);
  }
  rows += "</tr>";
  for (const SignalRow& row : list) {
    rows += "<tr>" + cell(escaped(row.id)) +
            cell(std::to_string(std::lround(row.experience.value_or(0)))) +
            cell(escaped(name_of(row.outcome))) + cell(std::to_string(row.strong_turns)) +
            cell(std::to_string(row.rephrased_turns)) + cell(std::to_string(row.fallbacks)) +
            cell(std::to_string(row.errors)) + cell(std::to_string(row.loops)) +
            cell(escaped(row.values[static_cast<std::size_t>(Dimension::Topic)])) + "</tr>";
  }
  return element("section", "", "<h2>To review first</h2>" + element("table", "", rows));
}

std::string subtitle(const ReportData& data) {
  const Rate coverage = data.all().coverage();
  std::string text = percent(coverage.value()) + " of user turns scored (" +
                     grouped(coverage.numerator) + " of " + grouped(coverage.denominator) + ")";
  if (data.first_ms())
    text += " - " + utc_time(*data.first_ms()) + " to " + utc_time(*data.last_ms());
  if (data.bad_lines() > 0) text += " - " + grouped(data.bad_lines()) + " lines not read";
  return text;
}

}  // namespace

std::string html_report(const Report& report) {
  const ReportData& data = report.data;
  std::string body = "<h1>Conversations</h1><p>" + escaped(subtitle(data)) + "</p>";
  body += element("section", "", tiles(data.all()));
  body += element("section", "", "<h2>Outcomes</h2>" + outcome_chart(data.all()));
  body += element("section", "", "<h2>Rates</h2>" + rates(data.all()));
  body += drift(report.drift);
  if (report.comparison) body += comparison(data, *report.comparison);
  for (const Dimension dimension : report.dimensions) body += breakdown(data, dimension);
  body += topics(data);
  body += review(data.review());
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
         "'unsafe-inline'\"><title>Undertone report</title><style>" +
         std::string{kReportStyle} + "</style></head><body>" + element("main", "", body) +
         "</body></html>\n";
}

}  // namespace undertone::cli
