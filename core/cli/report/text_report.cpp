#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <ctime>

#include "core/cli/report/report_views.h"
#include "core/text/utf8.h"

namespace undertone::cli {
namespace {

/// Columns of a breakdown.
constexpr std::array<Metric, 8> kColumns = {
    Metric::Resolution,  Metric::ResolutionAssumed, Metric::Containment, Metric::Escalation,
    Metric::Abandonment, Metric::Rephrase,          Metric::Frustration, Metric::Fallback};
constexpr std::array<const char*, 8> kHeadings = {"resolved", "assumed",  "contained", "escalated",
                                                  "abandon",  "rephrase", "frustr.",   "fallback"};
constexpr std::size_t kLabelWidth = 24;
/// Values of a dimension shown on a terminal; JSON and HTML have all.
constexpr std::size_t kShownValues = 15;

__attribute__((format(printf, 2, 3))) void print(std::string& out, const char* format, ...) {
  std::array<char, 512> line{};
  std::va_list values;
  va_start(values, format);
  std::vsnprintf(line.data(), line.size(), format, values);
  va_end(values);
  out += line.data();
}

/// Cut or filled to kLabelWidth code points.
std::string padded(std::string_view label) {
  std::string text = printable(label);
  std::size_t length = utf8::codepoint_count(text);
  if (length > kLabelWidth) {
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < kLabelWidth; ++i) at += utf8::decode(text, at).size_bytes;
    text.resize(at);
    text += '~';
    length = kLabelWidth;
  }
  text.append(kLabelWidth - length, ' ');
  return text;
}

std::string experience_text(const Tally& tally) {
  std::string text;
  const auto mean = tally.experience();
  if (mean) print(text, "%.0f", *mean);
  return mean ? text : "-";
}

void add_head(const ReportData& data, std::string& out) {
  const Tally& all = data.all();
  print(out, "%llu conversations, %llu engaged, experience %s of 100\n",
        static_cast<unsigned long long>(all.conversations()),
        static_cast<unsigned long long>(all.engaged()), experience_text(all).c_str());
  if (data.first_ms()) {
    out += "window    " + utc_time(*data.first_ms()) + " to " + utc_time(*data.last_ms()) + "\n";
  }
  const Rate coverage = all.coverage();
  print(out, "coverage  %s of user turns scored (%llu / %llu)\n", percent(coverage.value()).c_str(),
        static_cast<unsigned long long>(coverage.numerator),
        static_cast<unsigned long long>(coverage.denominator));
  if (data.bad_lines() > 0) {
    print(out, "unread    %llu lines\n", static_cast<unsigned long long>(data.bad_lines()));
  }
}

void add_rates(const Tally& all, std::string& out) {
  out += "\nRATES                      rate    95 % interval       count\n";
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    const Rate rate = all.rate(static_cast<Metric>(i));
    const Interval interval = rate.interval();
    print(out, "  %-20s %9s  %7s to %7s  %llu / %llu  %s\n", kMetrics[i].name.data(),
          percent(rate.value()).c_str(), percent(interval.low).c_str(),
          percent(interval.high).c_str(), static_cast<unsigned long long>(rate.numerator),
          static_cast<unsigned long long>(rate.denominator), kMetrics[i].of.data());
  }
}

template <class Enum>
void add_counts(const char* heading, const Tally& all, std::string& out) {
  print(out, "\n%s\n", heading);
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    const auto key = static_cast<Enum>(i);
    const Rate share{all.count(key), all.conversations()};
    if (share.numerator == 0) continue;
    print(out, "  %-20s %9s  %llu\n", name_of(key).data(), percent(share.value()).c_str(),
          static_cast<unsigned long long>(share.numerator));
  }
}

void add_breakdown(const ReportData& data, Dimension dimension, std::string& out) {
  const auto values = data.by(dimension);
  print(out, "\nBY %-*s   conv.  exp.", static_cast<int>(kLabelWidth - 1),
        kDimensionNames[static_cast<std::size_t>(dimension)].data());
  for (const char* heading : kHeadings) print(out, " %9s", heading);
  out += '\n';
  const bool all_shown = dimension == Dimension::Hour;
  const std::size_t shown = all_shown ? values.size() : std::min(values.size(), kShownValues);
  for (std::size_t i = 0; i < shown; ++i) {
    const Tally& tally = values[i].second;
    out += "  " + padded(values[i].first);
    print(out, " %8llu  %4s", static_cast<unsigned long long>(tally.conversations()),
          experience_text(tally).c_str());
    for (const Metric metric : kColumns) {
      print(out, " %9s", percent(tally.rate(metric).value()).c_str());
    }
    out += '\n';
  }
  if (shown < values.size()) print(out, "  ... and %zu more\n", values.size() - shown);
}

void add_topics(const ReportData& data, std::string& out) {
  const auto topics = data.topics();
  if (topics.empty()) return;
  print(out, "\nREQUESTS %-*s  number    failed  rephrase   frustr. escalated   gave up\n",
        static_cast<int>(kLabelWidth - 7), "by topic");
  for (std::size_t i = 0; i < topics.size() && i < kShownValues; ++i) {
    const FailureCounts& counts = topics[i].second;
    out += "  " + padded(topics[i].first);
    print(out, " %8llu", static_cast<unsigned long long>(counts.requests));
    for (const std::uint64_t part :
         {counts.failed, counts.rephrased, counts.frustrated, counts.escalated, counts.gave_up}) {
      print(out, " %9s", percent(Rate{part, counts.requests}.value()).c_str());
    }
    out += '\n';
  }
  if (topics.size() > kShownValues)
    print(out, "  ... and %zu more\n", topics.size() - kShownValues);
}

void add_comparison(const ReportData& data, const Comparison& pair, std::string& out) {
  const Tally* a = data.find(pair.dimension, pair.a);
  const Tally* b = data.find(pair.dimension, pair.b);
  if (a == nullptr || b == nullptr) return;
  out += "\nCOMPARISON of " +
         std::string{kDimensionNames[static_cast<std::size_t>(pair.dimension)]} +
         " A = " + printable(pair.a) + ", B = " + printable(pair.b) +
         "\n                               A         B     B - A   95 % interval\n";
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    const auto metric = static_cast<Metric>(i);
    const auto of_a = a->rate(metric).value();
    const auto of_b = b->rate(metric).value();
    if (!of_a || !of_b) continue;
    const Interval change = difference(a->rate(metric), b->rate(metric));
    const bool sure = change.low > 0 || change.high < 0;
    const bool better = (change.low > 0) == kMetrics[i].more_is_better;
    print(out, "  %-20s %9s %9s %+9.1f  %+.1f to %+.1f%s\n", kMetrics[i].name.data(),
          percent(of_a).c_str(), percent(of_b).c_str(), (*of_b - *of_a) * 100, change.low * 100,
          change.high * 100, !sure ? "" : (better ? "  B is better" : "  B is worse"));
  }
}

void add_review(const std::vector<SignalRow>& rows, std::string& out) {
  if (rows.empty()) return;
  out += "\nTO REVIEW                   exp.  outcome               strong  again  failed  loops\n";
  for (const SignalRow& row : rows) {
    out += "  " + padded(row.id);
    print(out, " %5.0f  %-20s %7u %6u %7u %6u\n", row.experience.value_or(0),
          name_of(row.outcome).data(), row.strong_turns, row.rephrased_turns,
          row.fallbacks + row.errors, row.loops);
  }
}

void add_drift(const std::vector<Drift>& drifts, std::string& out) {
  if (drifts.empty()) return;
  out += "\nDRIFT                      before       now    change   95 % interval\n";
  for (const Drift& drift : drifts) {
    print(out, "  %-20s %9s %9s %+9.1f  %+.1f to %+.1f%s\n", info_of(drift.metric).name.data(),
          percent(drift.before.value()).c_str(), percent(drift.now.value()).c_str(),
          (drift.now.value().value_or(0) - drift.before.value().value_or(0)) * 100,
          drift.change.low * 100, drift.change.high * 100, drift.alarming ? "  ALARM" : "");
  }
}

}  // namespace

std::string utc_time(double unix_ms) {
  const auto seconds = static_cast<std::time_t>(unix_ms / 1000);
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return "-";
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts);
  return text.data();
}

std::string percent(std::optional<double> share) {
  if (!share) return "-";
  std::string text;
  print(text, "%.1f %%", *share * 100);
  return text;
}

std::string printable(std::string_view label) {
  std::string text;
  for (std::size_t at = 0; at < label.size();) {
    const utf8::CodePoint point = utf8::decode(label, at);
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    text += control || !point.well_formed ? "?" : label.substr(at, point.size_bytes);
    at += point.size_bytes;
  }
  return text;
}

std::string text_report(const Report& report) {
  const ReportData& data = report.data;
  std::string out;
  add_head(data, out);
  add_rates(data.all(), out);
  add_counts<Outcome>("OUTCOMES", data.all(), out);
  add_counts<Risk>("RISKS", data.all(), out);
  for (const Dimension dimension : report.dimensions) add_breakdown(data, dimension, out);
  add_topics(data, out);
  if (report.comparison) add_comparison(data, *report.comparison, out);
  add_review(data.review(), out);
  add_drift(report.drift, out);
  return out;
}

}  // namespace undertone::cli
