#include <catch2/catch.hpp>
#include <string>

#include "core/cli/json_lines.h"
#include "core/cli/report/report_views.h"

using namespace undertone;
using namespace undertone::cli;

namespace {

RowKind read(std::string line, SignalRow& row) {
  const std::size_t size = line.size();
  line.resize(size + JsonLines::kPaddingBytes);
  SignalRowReader reader;
  return reader.read(std::string_view{line}.substr(0, size), row);
}

SignalRow row_of(Outcome outcome, double experience, const std::string& variant = "") {
  SignalRow row;
  row.id = "c";
  row.outcome = outcome;
  row.user_turns = 3;
  row.assistant_turns = 3;
  row.scored_turns = 3;
  row.experience = experience;
  row.values[static_cast<std::size_t>(Dimension::Variant)] = variant;
  return row;
}

}  // namespace

TEST_CASE("a scored conversation and an event of the tag say the same", "[cli][report]") {
  SignalRow scored;
  CHECK(read(R"({"id":"a","attributes":{"bot.variant":"B","time_ms":3600000},
                 "messages":[{"role":"user","topic":"none"},{"role":"user","topic":"billing"}],
                 "conversation":{"outcome":"abandoned","user_turns":2,"assistant_turns":1,
                 "frustration_peak":0.8,"experience":{"score":31},"risk":["churn"]}})",
             scored) == RowKind::Conversation);
  SignalRow event;
  CHECK(read(R"({"kind":"conversation","final":true,"conversation_id":"a","bot_variant":"B",
                 "time_ms":3600000,"outcome":"abandoned","user_turns":2,"assistant_turns":1,
                 "frustration_peak":80,"experience":31,"risk":["churn"]})",
             event) == RowKind::Conversation);
  for (const SignalRow* row : {&scored, &event}) {
    CHECK(row->id == "a");
    CHECK(row->outcome == Outcome::Abandoned);
    CHECK(row->experience == 31.0);
    CHECK(*row->frustration_peak == Approx(0.8));
    CHECK(row->risk.contains(Risk::Churn));
    CHECK(row->values[static_cast<std::size_t>(Dimension::Variant)] == "B");
    CHECK(row->values[static_cast<std::size_t>(Dimension::Hour)] == "01");
  }
  CHECK(scored.values[static_cast<std::size_t>(Dimension::Topic)] == "billing");
}

TEST_CASE("what is no final conversation is skipped, what is no JSON is bad", "[cli][report]") {
  SignalRow row;
  CHECK(read(R"({"kind":"user_message","turn_index":0})", row) == RowKind::Skipped);
  CHECK(read(R"({"kind":"conversation","final":false,"outcome":"ambiguous"})", row) ==
        RowKind::Skipped);
  CHECK(read(R"({"error":"not valid JSON"})", row) == RowKind::Bad);
  CHECK(read(R"({"conversation":{"outcome":"splendid"}})", row) == RowKind::Bad);
  CHECK(read("[]", row) == RowKind::Bad);
  CHECK(read("", row) == RowKind::Bad);
}

TEST_CASE("numbers that nothing can have are taken for none", "[cli][report]") {
  SignalRow row;
  CHECK(read(R"({"id":"a","attributes":{"time_ms":1e300},"conversation":{"outcome":"abandoned",
                 "user_turns":-3,"repeats":4e9,"rephrases":4e9,"response_p50_ms":1e300,
                 "frustration_peak":80,"experience":{"score":1e300}}})",
             row) == RowKind::Conversation);
  CHECK_FALSE(row.time_ms.has_value());
  CHECK_FALSE(row.experience.has_value());
  CHECK_FALSE(row.frustration_peak.has_value());
  CHECK_FALSE(row.response_p50_ms.has_value());
  CHECK(row.user_turns == 0);
  CHECK(row.rephrased_turns == 0);
}

TEST_CASE("an id is a string or any number", "[cli][report]") {
  for (const std::string id : {"7", "18446744073709551615", "-1.5"}) {
    SignalRow row;
    CHECK(read("{\"id\":" + id + R"(,"conversation":{"outcome":"abandoned"}})", row) ==
          RowKind::Conversation);
    CHECK(row.id == id);
  }
}

TEST_CASE("a long label is cut between code points and can be written as JSON", "[cli][report]") {
  SignalRow row;
  const std::string long_id = std::string(255, 'x') + "\xC3\xA9";
  REQUIRE(read(R"({"id":")" + long_id + R"(","conversation":{"outcome":"abandoned",
                  "experience":{"score":20}}})",
               row) == RowKind::Conversation);
  CHECK(row.id == std::string(255, 'x'));
  ReportData data{5};
  data.add(row);
  CHECK_NOTHROW(json_report({data, {}, std::nullopt, {}}).dump());
}

TEST_CASE("rates are of engaged conversations", "[cli][report]") {
  Tally tally;
  tally.add(row_of(Outcome::ResolvedConfirmed, 90));
  tally.add(row_of(Outcome::Escalated, 40));
  SignalRow unengaged = row_of(Outcome::Unengaged, 0);
  unengaged.user_turns = 0;
  tally.add(unengaged);
  CHECK(tally.conversations() == 3);
  CHECK(tally.rate(Metric::Resolution).numerator == 1);
  CHECK(tally.rate(Metric::Resolution).denominator == 2);
  CHECK(tally.rate(Metric::Containment).numerator == 1);
  CHECK(tally.rate(Metric::Rephrase).denominator == 4);
}

TEST_CASE("the review queue keeps the worst, worst first", "[cli][report]") {
  ReviewQueue queue{2};
  for (const double experience : {50.0, 10.0, 30.0, 90.0}) {
    queue.add(row_of(Outcome::Abandoned, experience));
  }
  const auto rows = queue.rows();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].experience == 10.0);
  CHECK(rows[1].experience == 30.0);
}

TEST_CASE("a dimension with too many values keeps its memory", "[cli][report]") {
  ReportData data{0};
  for (int i = 0; i < 2000; ++i) {
    data.add(row_of(Outcome::Ambiguous, 50, "v" + std::to_string(i)));
  }
  CHECK(data.by(Dimension::Variant).size() == kDimensionValues + 1);
  CHECK(data.by(Dimension::Variant).front().first == kOtherValue);
}

TEST_CASE("two variants are compared without being asked", "[cli][report]") {
  ReportData data{0};
  data.add(row_of(Outcome::Ambiguous, 50, "A"));
  CHECK_FALSE(data.natural_comparison().has_value());
  data.add(row_of(Outcome::Ambiguous, 50, "B"));
  data.add(row_of(Outcome::Ambiguous, 50));
  REQUIRE(data.natural_comparison().has_value());
  CHECK(data.natural_comparison()->b == "B");
}

TEST_CASE("labels of a site cannot become markup or move the cursor", "[cli][report]") {
  ReportData data{5};
  SignalRow row = row_of(Outcome::Abandoned, 5, "<script>alert(1)</script>");
  row.id = "\x1b[2J\xc2\x9b";
  data.add(row);
  const Report report{data, {Dimension::Variant}, std::nullopt, {}};
  CHECK(html_report(report).find("<script>") == std::string::npos);
  CHECK(text_report(report).find('\x1b') == std::string::npos);
  CHECK(text_report(report).find("\xc2\x9b") == std::string::npos);
}

TEST_CASE("only a sure and large change for the worse alarms", "[cli][report]") {
  Baseline before;
  before.rates[static_cast<std::size_t>(Metric::Abandonment)] = {100, 1000};
  before.rates[static_cast<std::size_t>(Metric::Resolution)] = {500, 1000};
  Tally now;
  for (int i = 0; i < 1000; ++i) {
    now.add(row_of(i < 200 ? Outcome::Abandoned : Outcome::ResolvedConfirmed, 50));
  }
  for (const Drift& drift : drift_of(before, now, 0.02)) {
    if (drift.metric == Metric::Abandonment) CHECK(drift.alarming);
    if (drift.metric == Metric::Resolution) CHECK_FALSE(drift.alarming);
  }
  for (const Drift& drift : drift_of(before, now, 0.2)) CHECK_FALSE(drift.alarming);
}
