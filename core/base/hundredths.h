// The one way from a score to the integer that is shown and sent.
#pragma once

#include <cstdint>

namespace undertone {

/// Rounds `score` to whole hundredths, halves away from zero.
///
/// Computed in double, whose +, * and conversion are the same to the bit natively and in
/// WebAssembly.
///
/// Input   any number; not-a-number counts as 0
/// Output  [-limit, limit]
[[nodiscard]] constexpr std::int32_t to_hundredths(double score,
                                                   std::int32_t limit = 100) noexcept {
  const double scaled = score * 100.0;
  if (!(scaled == scaled)) return 0;
  if (scaled >= limit) return limit;
  if (scaled <= -limit) return -limit;
  return static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

}  // namespace undertone
