#include "core/cli/report/rate.h"

#include <algorithm>
#include <cmath>

namespace undertone::cli {
namespace {

/// Two-sided 95 % quantile of the normal distribution.
constexpr double kZ = 1.959963984540054;

}  // namespace

std::optional<double> Rate::value() const noexcept {
  if (denominator == 0) return std::nullopt;
  return static_cast<double>(numerator) / static_cast<double>(denominator);
}

Interval Rate::interval() const noexcept {
  if (denominator == 0) return {0, 1};
  const auto n = static_cast<double>(denominator);
  const double p = static_cast<double>(numerator) / n;
  const double scale = 1 + kZ * kZ / n;
  const double centre = (p + kZ * kZ / (2 * n)) / scale;
  const double half = kZ / scale * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Interval difference(const Rate& a, const Rate& b) noexcept {
  if (a.denominator == 0 || b.denominator == 0) return {-1, 1};
  const double p = *a.value();
  const double q = *b.value();
  const Interval of_a = a.interval();
  const Interval of_b = b.interval();
  const double down = std::hypot(q - of_b.low, of_a.high - p);
  const double up = std::hypot(of_b.high - q, p - of_a.low);
  return {q - p - down, q - p + up};
}

}  // namespace undertone::cli
