// e to the power of x, the same bits everywhere: C libraries differ in the last one, and the table
// that they bring with them is larger than all of this.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>

namespace undertone {

/// Input   below -88 gives 0, above 88 gives the value at 88
/// Output  within one unit of the last place of a float
/// Source  x = n ln 2 + r with |r| <= ln 2 / 2; the series of e^r to r^9 is off by less than 1e-11
[[nodiscard]] inline float exponential(float x) noexcept {
  constexpr double kLn2 = 0.693147180559945309417;
  constexpr float kMost = 88;
  if (!(x > -kMost)) return 0;
  const double halvings = (x < kMost ? x : kMost) / kLn2;
  const double whole = std::floor(halvings + 0.5);
  const double rest = (halvings - whole) * kLn2;
  double sum = 1;
  for (int i = 9; i > 0; --i) sum = 1 + sum * (rest / i);
  const auto exponent = static_cast<std::uint64_t>(static_cast<std::int32_t>(whole) + 1023) << 52U;
  double power = 0;
  static_assert(sizeof power == sizeof exponent);
  std::memcpy(&power, &exponent, sizeof power);
  return static_cast<float>(sum * power);
}

/// Logits of classes of which one holds -> their probabilities, in place.
///
/// Input  not empty
inline void softmax(std::span<float> values) noexcept {
  float most = values[0];
  for (const float value : values) most = value > most ? value : most;
  float sum = 0;
  for (float& value : values) sum += value = exponential(value - most);
  for (float& value : values) value /= sum;
}

}  // namespace undertone
