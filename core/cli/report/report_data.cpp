#include "core/cli/report/report_data.h"

#include <algorithm>

namespace undertone::cli {

void ReportData::add(const SignalRow& row) {
  all_.add(row);
  review_.add(row);
  for (std::size_t i = 0; i < kDimensions; ++i) {
    Values& tallies = by_[i];
    const std::string_view value = row.values[i].empty() ? kNoValue : row.values[i];
    auto found = tallies.find(value);
    if (found == tallies.end() && tallies.size() >= kDimensionValues) {
      found = tallies.try_emplace(std::string{kOtherValue}).first;
    } else if (found == tallies.end()) {
      found = tallies.try_emplace(std::string{value}).first;
    }
    found->second.add(row);
  }
  for (const TopicUse& use : row.topics) {
    const bool room = topics_.size() < kDimensionValues || topics_.count(use.topic) > 0;
    topics_[room ? use.topic : std::string{kOtherValue}].add(use.failure);
  }
  if (!row.time_ms) return;
  first_ms_ = std::min(first_ms_.value_or(*row.time_ms), *row.time_ms);
  last_ms_ = std::max(last_ms_.value_or(*row.time_ms), *row.time_ms);
}

std::vector<std::pair<std::string, Tally>> ReportData::by(Dimension dimension) const {
  const Values& tallies = values(dimension);
  std::vector<std::pair<std::string, Tally>> list{tallies.begin(), tallies.end()};
  if (dimension == Dimension::Hour) return list;
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.second.conversations() > b.second.conversations();
  });
  return list;
}

std::vector<std::pair<std::string, FailureCounts>> ReportData::topics() const {
  std::vector<std::pair<std::string, FailureCounts>> list{topics_.begin(), topics_.end()};
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.second.requests > b.second.requests;
  });
  return list;
}

const Tally* ReportData::find(Dimension dimension, const std::string& value) const {
  const auto found = values(dimension).find(value);
  return found == values(dimension).end() ? nullptr : &found->second;
}

bool ReportData::is_told(Dimension dimension) const {
  const Values& tallies = values(dimension);
  return tallies.size() > 1 || (tallies.size() == 1 && tallies.begin()->first != kNoValue);
}

std::optional<Comparison> ReportData::natural_comparison() const {
  std::vector<std::string> variants;
  for (const auto& [value, tally] : values(Dimension::Variant)) {
    if (value != kNoValue) variants.push_back(value);
  }
  if (variants.size() != 2) return std::nullopt;
  return Comparison{Dimension::Variant, variants[0], variants[1]};
}

}  // namespace undertone::cli
