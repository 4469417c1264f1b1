#include "core/cli/report/review_queue.h"

#include <algorithm>

namespace undertone::cli {

bool ReviewQueue::is_worse(const Entry& a, const Entry& b) {
  if (a.row.experience != b.row.experience) return a.row.experience < b.row.experience;
  const double peak_a = a.row.frustration_peak.value_or(0);
  const double peak_b = b.row.frustration_peak.value_or(0);
  if (peak_a != peak_b) return peak_a > peak_b;
  return a.order < b.order;
}

void ReviewQueue::add(const SignalRow& row) {
  if (!row.experience || size_ == 0) return;
  Entry entry{row, seen_++};
  if (entries_.size() == size_) {
    if (!is_worse(entry, entries_.front())) return;
    std::pop_heap(entries_.begin(), entries_.end(), is_worse);
    entries_.pop_back();
  }
  entries_.push_back(std::move(entry));
  std::push_heap(entries_.begin(), entries_.end(), is_worse);
}

std::vector<SignalRow> ReviewQueue::rows() const {
  std::vector<Entry> sorted = entries_;
  std::sort(sorted.begin(), sorted.end(), is_worse);
  std::vector<SignalRow> rows;
  for (Entry& entry : sorted) rows.push_back(std::move(entry.row));
  return rows;
}

}  // namespace undertone::cli
