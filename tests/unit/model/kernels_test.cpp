#include "core/model/kernels.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

using namespace undertone;

TEST_CASE("products of every length and number of rows", "[model][kernels]") {
  std::uint32_t state = 1;
  const auto next = [&](int most) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::int16_t>(
        static_cast<int>((state >> 8) % (2U * static_cast<unsigned>(most) + 1)) - most);
  };
  for (std::size_t n = 0; n <= 130; ++n) {
    for (const std::size_t rows :
         {std::size_t{1}, std::size_t{3}, std::size_t{4}, std::size_t{9}}) {
      std::vector<std::int16_t> x(n);
      std::vector<std::int16_t> w(n * rows);
      for (std::int16_t& value : x) value = next(7000);
      for (std::int16_t& value : w) value = next(127);
      std::vector<std::int32_t> out(rows, -1);
      products(x.data(), w.data(), rows, n, out.data());
      for (std::size_t row = 0; row < rows; ++row) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += std::int64_t{x[i]} * w[row * n + i];
        REQUIRE(out[row] == sum);
      }
    }
  }
}
