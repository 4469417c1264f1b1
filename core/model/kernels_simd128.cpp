// The same in WebAssembly's 128-bit vectors: eight products at a time, four rows beside each other
// so that a part of x is loaded once for all of them.
#ifdef __wasm_simd128__

#include <wasm_simd128.h>

#include "core/model/kernels.h"

namespace undertone::simd128 {
namespace {

v128_t add_products(v128_t sums, v128_t x, const std::int16_t* w) noexcept {
  return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(x, wasm_v128_load(w)));
}

/// (a0 + a2, b0 + b2, a1 + a3, b1 + b3)
v128_t fold(v128_t a, v128_t b) noexcept {
  return wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
}

}  // namespace

void products(const std::int16_t* x, const std::int16_t* w, std::size_t rows, std::size_t columns,
              std::int32_t* out) noexcept {
  for (std::size_t row = 0; row < rows; row += kBlockRows) {
    v128_t a = wasm_i32x4_const(0, 0, 0, 0);
    v128_t b = a;
    v128_t c = a;
    v128_t d = a;
    for (std::size_t part = 0; part < columns; part += kBlockColumns) {
      const v128_t values = wasm_v128_load(x + part);
      a = add_products(a, values, w);
      b = add_products(b, values, w + kBlockColumns);
      c = add_products(c, values, w + 2 * kBlockColumns);
      d = add_products(d, values, w + 3 * kBlockColumns);
      w += kBlockRows * kBlockColumns;
    }
    const v128_t ab = fold(a, b);
    const v128_t cd = fold(c, d);
    wasm_v128_store(out + row, wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5),
                                              wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7)));
  }
}

}  // namespace undertone::simd128

#endif  // __wasm_simd128__
