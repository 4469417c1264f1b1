// The one loop that takes time: a vector times a matrix, in integers, so that every way of
// computing it gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>

namespace undertone {

/// Shape   x (n,) int16 . w (rows, n) int16, row-major . out (rows,) int32
/// Input   any values whose products sum up within int32 (model.cpp checks the weights)
/// Cost    rows * n multiply-adds, no allocation
using ProductsKernel = void(const std::int16_t* x, const std::int16_t* w, std::size_t rows,
                            std::size_t n, std::int32_t* out) noexcept;

namespace scalar {
ProductsKernel products;
}
namespace simd128 {
ProductsKernel products;
}

/// The kernel of this build.
inline void products(const std::int16_t* x, const std::int16_t* w, std::size_t rows, std::size_t n,
                     std::int32_t* out) noexcept {
#ifdef __wasm_simd128__
  simd128::products(x, w, rows, n, out);
#else
  scalar::products(x, w, rows, n, out);
#endif
}

}  // namespace undertone
