// A share with what it is a share of, and how sure one can be of it.
#pragma once

#include <cstdint>
#include <optional>

namespace undertone::cli {

struct Interval {
  double low = 0;
  double high = 0;
};

struct Rate {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 0;

  /// Nothing without a denominator.
  [[nodiscard]] std::optional<double> value() const noexcept;

  /// 95 % interval; [0, 1] without a denominator.
  ///
  /// Source  Wilson 1927, score interval without continuity correction: it stays in [0, 1] and
  ///         holds for small counts, where the textbook interval does not
  [[nodiscard]] Interval interval() const noexcept;
};

/// 95 % interval of b - a.
///
/// Source  Newcombe 1998, method 10 (from the two Wilson intervals)
[[nodiscard]] Interval difference(const Rate& a, const Rate& b) noexcept;

}  // namespace undertone::cli
