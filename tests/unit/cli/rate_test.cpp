#include "core/cli/report/rate.h"

#include <catch2/catch.hpp>

using namespace undertone::cli;

TEST_CASE("a rate without a denominator has no value and any interval", "[cli][rate]") {
  const Rate none;
  CHECK_FALSE(none.value().has_value());
  CHECK(none.interval().low == 0);
  CHECK(none.interval().high == 1);
}

TEST_CASE("intervals are Wilson's", "[cli][rate]") {
  // Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const auto check = [](Rate rate, double low, double high) {
    CHECK(rate.interval().low == Approx(low).margin(0.00005));
    CHECK(rate.interval().high == Approx(high).margin(0.00005));
  };
  check({81, 263}, 0.2553, 0.3662);
  check({15, 148}, 0.0624, 0.1605);
  check({0, 20}, 0.0, 0.1611);
  check({1, 29}, 0.0061, 0.1718);
}

TEST_CASE("intervals of differences are Newcombe's", "[cli][rate]") {
  // Newcombe 1998 (the paper on differences), table II, method 10: 56/70 - 48/80 = 0.2.
  const Interval change = difference({48, 80}, {56, 70});
  CHECK(change.low == Approx(0.0524).margin(0.00005));
  CHECK(change.high == Approx(0.3339).margin(0.00005));
}
