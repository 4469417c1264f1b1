// The same in WebAssembly's 128-bit vectors: eight products at a time, four rows beside each other
// so that a part of x is loaded once for all of them.
#ifdef __wasm_simd128__

#include <wasm_simd128.h>

#include "core/model/kernels.h"

namespace undertone::simd128 {
namespace {

constexpr std::size_t kLanes = 8;
constexpr std::size_t kRows = 4;

std::int32_t sum_lanes(v128_t sums) noexcept {
  return wasm_i32x4_extract_lane(sums, 0) + wasm_i32x4_extract_lane(sums, 1) +
         wasm_i32x4_extract_lane(sums, 2) + wasm_i32x4_extract_lane(sums, 3);
}

v128_t add_products(v128_t sums, v128_t x, const std::int16_t* w) noexcept {
  return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(x, wasm_v128_load(w)));
}

/// What is left after the last whole vector.
std::int32_t tail(const std::int16_t* x, const std::int16_t* w, std::size_t begin,
                  std::size_t end) noexcept {
  std::int32_t sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += std::int32_t{x[i]} * w[i];
  return sum;
}

}  // namespace

void products(const std::int16_t* x, const std::int16_t* w, std::size_t rows, std::size_t n,
              std::int32_t* out) noexcept {
  const std::size_t whole = n - n % kLanes;
  std::size_t row = 0;
  for (; row + kRows <= rows; row += kRows) {
    const std::int16_t* first = w + row * n;
    v128_t a = wasm_i32x4_const(0, 0, 0, 0);
    v128_t b = a;
    v128_t c = a;
    v128_t d = a;
    for (std::size_t i = 0; i < whole; i += kLanes) {
      const v128_t part = wasm_v128_load(x + i);
      a = add_products(a, part, first + i);
      b = add_products(b, part, first + n + i);
      c = add_products(c, part, first + 2 * n + i);
      d = add_products(d, part, first + 3 * n + i);
    }
    out[row] = sum_lanes(a) + tail(x, first, whole, n);
    out[row + 1] = sum_lanes(b) + tail(x, first + n, whole, n);
    out[row + 2] = sum_lanes(c) + tail(x, first + 2 * n, whole, n);
    out[row + 3] = sum_lanes(d) + tail(x, first + 3 * n, whole, n);
  }
  for (; row < rows; ++row) {
    v128_t sums = wasm_i32x4_const(0, 0, 0, 0);
    for (std::size_t i = 0; i < whole; i += kLanes) {
      sums = add_products(sums, wasm_v128_load(x + i), w + row * n + i);
    }
    out[row] = sum_lanes(sums) + tail(x, w + row * n, whole, n);
  }
}

}  // namespace undertone::simd128

#endif  // __wasm_simd128__
