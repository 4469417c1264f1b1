// `undertone report`: signals of many conversations in, the tables of a product lead out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/cli/json_lines.h"
#include "core/cli/progress.h"
#include "core/cli/report/report_views.h"

namespace undertone::cli {
namespace {

/// Changes up to two points are no alarm, however many conversations make them sure.
constexpr double kTolerance = 0.02;

struct Options {
  std::vector<std::string> files;
  std::string json;
  std::string html;
  std::vector<std::string> by;
  std::string compare;
  std::string against;
  double tolerance = kTolerance;
  std::size_t review = 20;
};

bool read_rows(const std::string& path, ReportData& data, Progress& progress) {
  JsonLines lines{path};
  SignalRowReader reader;
  SignalRow row;
  for (Line line; lines.is_open() && lines.next(line);) {
    switch (line.too_long ? RowKind::Bad : reader.read(line.text, row)) {
      case RowKind::Conversation:
        data.add(row);
        progress.add(1, row.user_turns + row.assistant_turns);
        break;
      case RowKind::Bad:
        data.add_bad_line();
        break;
      case RowKind::Skipped:
        break;
    }
  }
  if (lines.is_open() && !lines.failed()) return true;
  say_errno(path);
  return false;
}

std::optional<Dimension> dimension_named(const std::string& name) {
  const auto found = std::find(kDimensionNames.begin(), kDimensionNames.end(), name);
  if (found == kDimensionNames.end()) return std::nullopt;
  return static_cast<Dimension>(found - kDimensionNames.begin());
}

/// "variant=A,B"
std::optional<Comparison> comparison_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t comma = text.find(',', equals == std::string::npos ? 0 : equals);
  if (equals == std::string::npos || comma == std::string::npos) return std::nullopt;
  const auto dimension = dimension_named(text.substr(0, equals));
  if (!dimension) return std::nullopt;
  return Comparison{*dimension, text.substr(equals + 1, comma - equals - 1),
                    text.substr(comma + 1)};
}

/// Without a wish: every dimension that the lines tell.
std::vector<Dimension> dimensions_of(const Options& options, const ReportData& data) {
  std::vector<Dimension> dimensions;
  for (const std::string& name : options.by) dimensions.push_back(*dimension_named(name));
  for (std::size_t i = 0; options.by.empty() && i < kDimensions; ++i) {
    if (data.is_told(static_cast<Dimension>(i))) dimensions.push_back(static_cast<Dimension>(i));
  }
  return dimensions;
}

/// Files that were asked for; tables on the terminal without any.
bool write_report(const Options& options, const Report& report) {
  bool ok = true;
  if (!options.json.empty()) ok = write_file(options.json, json_report(report).dump(2) + '\n');
  if (!options.html.empty()) ok = write_file(options.html, html_report(report)) && ok;
  if (options.json.empty() && options.html.empty()) ok = write_file("-", text_report(report));
  return ok;
}

int run_report(const Options& options) {
  ReportData data{options.review};
  std::optional<Baseline> baseline;
  if (!options.against.empty() && !(baseline = read_baseline(options.against))) {
    std::fprintf(stderr, "undertone: %s is no report in JSON\n", options.against.c_str());
    return kExitUsage;
  }
  bool ok = true;
  {
    Progress progress;
    for (const std::string& path : options.files) ok = read_rows(path, data, progress) && ok;
  }
  Report report{data, dimensions_of(options, data), data.natural_comparison(), {}};
  if (!options.compare.empty()) report.comparison = comparison_of(options.compare);
  if (baseline) report.drift = drift_of(*baseline, data.all(), options.tolerance);
  ok = write_report(options, report) && ok;
  const bool alarm = std::any_of(report.drift.begin(), report.drift.end(),
                                 [](const Drift& drift) { return drift.alarming; });
  if (!ok) return kExitBadInput;
  return alarm ? kExitDrift : kExitOk;
}

}  // namespace

Subcommand add_report(CLI::App& application) {
  auto options = std::make_shared<Options>();
  options->files = {"-"};
  CLI::App* app = application.add_subcommand(
      "report", "Rates, breakdowns and the worst conversations of many; from score or the tag");
  const std::vector<std::string> dimensions{kDimensionNames.begin(), kDimensionNames.end()};
  const CLI::Validator pair{[](const std::string& text) {
                              return comparison_of(text) ? std::string{} : "not DIMENSION=A,B";
                            },
                            "DIMENSION=A,B"};
  app->add_option("FILE", options->files,
                  "lines of `undertone score`, or conversation events of the tag (NDJSON); "
                  "standard input without any, or as -");
  app->add_option("--json", options->json, "write JSON to this file, - for standard output");
  app->add_option("--html", options->html, "write a self-contained page to this file");
  app->add_option("--by", options->by, "break down by this; again for more; all that is told else")
      ->allow_extra_args(false)
      ->check(CLI::IsMember(dimensions));
  app->add_option("--compare", options->compare, "compare two values, as variant=A,B")->check(pair);
  app->add_option("--against", options->against, "JSON of an earlier report: show the drift")
      ->type_name("FILE");
  app->add_option("--tolerance", options->tolerance, "changes that are no alarm, 0.02 = two points")
      ->check(CLI::Range(0.0, 1.0));
  app->add_option("--review", options->review, "conversations to list for review, worst first")
      ->check(CLI::Range(0, 100000));
  app->footer(
      "Exit status: 0, 1 if a file cannot be read or written, 3 if a rate has become worse than "
      "in --against.");
  return {app, [options] { return run_report(*options); }};
}

}  // namespace undertone::cli
