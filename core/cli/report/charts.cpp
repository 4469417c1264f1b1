#include "core/cli/report/charts.h"

#include <algorithm>
#include <array>

#include "core/cli/report/html_writer.h"
#include "core/cli/report/report_views.h"

namespace undertone::cli {
namespace {

/// By Outcome.
constexpr std::array<std::string_view, enum_size<Outcome>> kOutcomeColours = {
    "--line", "--accent", "--warn", "--bad", "--good", "--fair", "--calm"};

std::string rect(double x, double y, double width, double height, std::string_view colour,
                 const std::string& title) {
  return "<rect x=\"" + decimal(x) + "\" y=\"" + decimal(y) + "\" width=\"" + decimal(width) +
         "\" height=\"" + decimal(height) + "\" style=\"fill:var(" + std::string{colour} +
         ")\"><title>" + escaped(title) + "</title></rect>";
}

std::string line(double x1, double y1, double x2, double y2, std::string_view colour,
                 double width) {
  return "<line x1=\"" + decimal(x1) + "\" y1=\"" + decimal(y1) + "\" x2=\"" + decimal(x2) +
         "\" y2=\"" + decimal(y2) + "\" style=\"stroke:var(" + std::string{colour} +
         ");stroke-width:" + decimal(width) + "\"/>";
}

std::string dot(double x, double y) {
  return "<circle cx=\"" + decimal(x) + "\" cy=\"" + decimal(y) +
         "\" r=\"4\" style=\"fill:var(--accent)\"/>";
}

std::string svg(double width, double height, std::string_view label, const std::string& content) {
  return "<svg viewBox=\"0 0 " + decimal(width) + " " + decimal(height) +
         "\" role=\"img\" aria-label=\"" + escaped(label) + "\">" + content + "</svg>";
}

}  // namespace

std::string outcome_chart(const Tally& tally) {
  constexpr double kWidth = 1000;
  std::string bars;
  std::string legend;
  double x = 0;
  for (std::size_t i = 0; i < enum_size<Outcome>; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const Rate share{tally.count(outcome), tally.conversations()};
    if (share.numerator == 0) continue;
    const double width = kWidth * *share.value();
    const std::string title = std::string{name_of(outcome)} + " " + percent(share.value()) + " (" +
                              grouped(share.numerator) + ")";
    bars += rect(x, 0, width, 28, kOutcomeColours[i], title);
    legend += "<span><i style=\"background:var(" + std::string{kOutcomeColours[i]} + ")\"></i>" +
              escaped(title) + "</span>";
    x += width;
  }
  return svg(kWidth, 28, "outcomes", bars) + element("div", "legend", legend);
}

std::string interval_chart(const Rate& rate) {
  constexpr double kWidth = 200;
  const Interval interval = rate.interval();
  if (!rate.value()) return "";
  return svg(kWidth, 14, "95 % interval " + percent(interval.low) + " to " + percent(interval.high),
             line(0, 7, kWidth, 7, "--line", 2) +
                 line(interval.low * kWidth, 7, interval.high * kWidth, 7, "--accent", 4) +
                 dot(*rate.value() * kWidth, 7));
}

std::string change_chart(const Interval& change, double value, double reach) {
  constexpr double kHalf = 100;
  const auto at = [&](double by) {
    return kHalf + kHalf * std::clamp(reach > 0 ? by / reach : 0.0, -1.0, 1.0);
  };
  return svg(2 * kHalf, 14, "change with 95 % interval",
             line(kHalf, 0, kHalf, 14, "--calm", 1) +
                 line(at(change.low), 7, at(change.high), 7, "--accent", 4) + dot(at(value), 7));
}

std::string hour_chart(const std::vector<std::pair<std::string, Tally>>& hours) {
  constexpr double kHeight = 160;
  constexpr double kBar = 36;
  std::uint64_t most = 1;
  for (const auto& [hour, tally] : hours) most = std::max(most, tally.conversations());
  std::string bars;
  std::string points;
  double x = 0;
  for (const auto& [hour, tally] : hours) {
    const double height =
        kHeight * static_cast<double>(tally.conversations()) / static_cast<double>(most);
    const auto abandoned = tally.rate(Metric::Abandonment).value();
    bars += rect(x + 3, kHeight - height, kBar - 6, height, "--fair",
                 hour + " h: " + grouped(tally.conversations()) + " conversations, abandoned " +
                     percent(abandoned));
    bars += "<text x=\"" + decimal(x + kBar / 2) + "\" y=\"" + decimal(kHeight + 14) +
            "\" text-anchor=\"middle\">" + escaped(hour) + "</text>";
    if (abandoned) {
      points += decimal(x + kBar / 2) + "," + decimal(kHeight * (1 - *abandoned)) + " ";
    }
    x += kBar;
  }
  return svg(x, kHeight + 20, "conversations and abandonment by hour",
             bars + "<polyline points=\"" + points +
                 "\" style=\"fill:none;stroke:var(--bad);stroke-width:2\"/>") +
         element("div", "legend",
                 "<span><i style=\"background:var(--fair)\"></i>conversations</span>"
                 "<span><i style=\"background:var(--bad)\"></i>abandonment, 0 to 100 %</span>");
}

}  // namespace undertone::cli
