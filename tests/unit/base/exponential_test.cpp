#include "core/base/exponential.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using undertone::exponential;

TEST_CASE("exponential is that of the C library to a unit of the last place", "[base]") {
  for (float x = -87; x < 88; x += 0.0137F) {
    const float expected = std::exp(x);
    CHECK(std::abs(exponential(x) - expected) <= expected * std::numeric_limits<float>::epsilon());
  }
  CHECK(exponential(0) == 1);
  CHECK(exponential(1) == 2.71828183F);
}

TEST_CASE("exponential has an end on both sides", "[base]") {
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(exponential(-100) == 0);
  CHECK(exponential(-infinity) == 0);
  CHECK(exponential(infinity) == exponential(88));
  CHECK(exponential(std::numeric_limits<float>::quiet_NaN()) == 0);
}
