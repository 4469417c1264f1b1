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
      const std::size_t columns = padded_columns(n);
      std::vector<std::int16_t> x(columns);
      std::vector<std::int16_t> w(n * rows);
      std::vector<std::int16_t> packed(columns * padded_rows(rows));
      for (std::size_t i = 0; i < n; ++i) x[i] = next(7000);
      for (std::size_t i = 0; i < w.size(); ++i) {
        w[i] = next(127);
        packed[packed_index(i / n, i % n, columns)] = w[i];
      }
      std::vector<std::int32_t> out(padded_rows(rows), -1);
      products(x.data(), packed.data(), out.size(), columns, out.data());
      for (std::size_t row = 0; row < out.size(); ++row) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < n && row < rows; ++i) {
          sum += std::int64_t{x[i]} * w[row * n + i];
        }
        REQUIRE(out[row] == sum);
      }
    }
  }
}
