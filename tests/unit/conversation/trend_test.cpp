#include "core/conversation/trend.h"

#include <catch2/catch.hpp>

using undertone::Trend;

namespace {

Trend trend_of(std::initializer_list<int> values) {
  Trend trend;
  for (const int value : values) trend.add(value);
  return trend;
}

}  // namespace

TEST_CASE("two turns are no trend", "[conversation][trend]") {
  const Trend trend = trend_of({50, -50});
  CHECK_FALSE(trend.start().has_value());
  CHECK_FALSE(trend.end().has_value());
  CHECK_FALSE(trend.slope().has_value());
  CHECK_FALSE(trend.least().has_value());
}

TEST_CASE("the slope is the least-squares change per turn", "[conversation][trend]") {
  CHECK(trend_of({-30, -10, 10, 30}).slope() == 20);
  CHECK(trend_of({30, 10, -10, -30}).slope() == -20);
  CHECK(trend_of({5, 5, 5}).slope() == 0);
  // numpy.polyfit([0, 1, 2, 3, 4], [0, -80, -20, -90, -60], 1) has the slope -13
  CHECK(trend_of({0, -80, -20, -90, -60}).slope() == -13);
}

TEST_CASE("start is the first third, end the last three", "[conversation][trend]") {
  const Trend trend = trend_of({10, 30, 0, 0, -60, -70});
  CHECK(trend.start() == 20);
  CHECK(trend.end() == -43);
  CHECK(trend.least() == -70);
}

TEST_CASE("a long conversation keeps an exact slope", "[conversation][trend]") {
  Trend trend;
  for (int i = 0; i < 10000; ++i) trend.add(i % 2 == 0 ? 100 : -100);
  CHECK(trend.count() == 10000);
  CHECK(trend.slope() == 0);
  CHECK(trend.mean() == 0);
}
