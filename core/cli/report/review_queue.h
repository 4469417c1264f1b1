// The worst conversations, for a person to look at first.
#pragma once

#include <cstddef>
#include <vector>

#include "core/cli/report/signal_row.h"

namespace undertone::cli {

/// Keeps the worst `size` of any number of conversations: the lowest experience first, at the same
/// experience the higher frustration, then the one that came first.
class ReviewQueue {
 public:
  explicit ReviewQueue(std::size_t size) : size_{size} {}

  /// Conversations without a score (unengaged ones) are nothing to review.
  void add(const SignalRow& row);

  /// Worst first.
  [[nodiscard]] std::vector<SignalRow> rows() const;

 private:
  struct Entry {
    SignalRow row;
    std::size_t order = 0;
  };
  [[nodiscard]] static bool is_worse(const Entry& a, const Entry& b);

  std::size_t size_;
  std::size_t seen_ = 0;
  /// heap, the least bad on top
  std::vector<Entry> entries_;
};

}  // namespace undertone::cli
