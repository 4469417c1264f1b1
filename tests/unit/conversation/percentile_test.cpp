#include "core/conversation/percentile.h"

#include <catch2/catch.hpp>

using undertone::Percentiles;

TEST_CASE("no durations have no percentile", "[conversation][percentile]") {
  CHECK_FALSE(Percentiles{}.at(50).has_value());
}

TEST_CASE("few durations are ranked exactly, in any order", "[conversation][percentile]") {
  Percentiles times;
  for (const std::uint32_t ms : {900U, 100U, 500U, 300U, 700U}) times.add(ms);
  CHECK(times.at(50) == 500U);
  CHECK(times.at(95) == 900U);
  CHECK(times.at(20) == 100U);
  CHECK(times.at(21) == 300U);
}

TEST_CASE("many durations are within six percent", "[conversation][percentile]") {
  Percentiles times;
  for (std::uint32_t i = 1; i <= 10000; ++i) times.add((i * 7919) % 10000 + 1);
  CHECK(times.count() == 10000);
  CHECK(static_cast<double>(*times.at(50)) == Approx(5000).epsilon(0.0625));
  CHECK(static_cast<double>(*times.at(95)) == Approx(9500).epsilon(0.0625));
}

TEST_CASE("every duration lies near the middle of its bucket", "[conversation][percentile]") {
  for (std::uint32_t ms = 1; ms < Percentiles::kLongestMs; ms = ms * 9 / 8 + 1) {
    Percentiles times;
    for (std::size_t i = 0; i <= Percentiles::kExact; ++i) times.add(ms);
    const double found = static_cast<double>(*times.at(50));
    CHECK(found == Approx(ms).epsilon(0.0625));
  }
}

TEST_CASE("a duration beyond the range counts as the longest", "[conversation][percentile]") {
  Percentiles times;
  times.add(UINT32_MAX);
  CHECK(times.at(50) == Percentiles::kLongestMs);
}
