// Everything that a report says, gathered in one pass and bounded memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/report/review_queue.h"
#include "core/cli/report/tally.h"

namespace undertone::cli {

/// Two values of one dimension, side by side.
struct Comparison {
  Dimension dimension = Dimension::Variant;
  std::string a;
  std::string b;
};

class ReportData {
 public:
  explicit ReportData(std::size_t review_size) : review_{review_size} {}

  void add(const SignalRow& row);
  void add_bad_line() noexcept { ++bad_lines_; }

  [[nodiscard]] const Tally& all() const noexcept { return all_; }
  [[nodiscard]] std::uint64_t bad_lines() const noexcept { return bad_lines_; }
  /// Unix ms of the first and the last conversation that told its time.
  [[nodiscard]] std::optional<double> first_ms() const noexcept { return first_ms_; }
  [[nodiscard]] std::optional<double> last_ms() const noexcept { return last_ms_; }
  [[nodiscard]] std::vector<SignalRow> review() const { return review_.rows(); }

  /// Values of a dimension, most conversations first; hours in their order.
  [[nodiscard]] std::vector<std::pair<std::string, Tally>> by(Dimension dimension) const;
  [[nodiscard]] const Tally* find(Dimension dimension, const std::string& value) const;
  /// The dimension says something: a value other than kNoValue, or more than one.
  [[nodiscard]] bool is_told(Dimension dimension) const;
  /// How requests went by topic, most requests first.
  [[nodiscard]] std::vector<std::pair<std::string, FailureCounts>> topics() const;
  /// The two variants, if there are exactly two.
  [[nodiscard]] std::optional<Comparison> natural_comparison() const;

 private:
  using Values = std::map<std::string, Tally, std::less<>>;
  [[nodiscard]] const Values& values(Dimension dimension) const noexcept {
    return by_[static_cast<std::size_t>(dimension)];
  }

  Tally all_;
  std::array<Values, kDimensions> by_;
  std::map<std::string, FailureCounts, std::less<>> topics_;
  ReviewQueue review_;
  std::uint64_t bad_lines_ = 0;
  std::optional<double> first_ms_;
  std::optional<double> last_ms_;
};

}  // namespace undertone::cli
