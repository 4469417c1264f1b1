// The specification; compilers turn it into vector code where they know how.
#ifndef __wasm_simd128__

#include "core/model/kernels.h"

namespace undertone::scalar {

void products(const std::int16_t* x, const std::int16_t* w, std::size_t rows, std::size_t columns,
              std::int32_t* out) noexcept {
  for (std::size_t row = 0; row < rows; row += kBlockRows) {
    std::int32_t sums[kBlockRows] = {};
    for (std::size_t part = 0; part < columns; part += kBlockColumns) {
      for (std::size_t r = 0; r < kBlockRows; ++r) {
        for (std::size_t i = 0; i < kBlockColumns; ++i) sums[r] += std::int32_t{x[part + i]} * *w++;
      }
    }
    for (const std::int32_t sum : sums) *out++ = sum;
  }
}

}  // namespace undertone::scalar

#endif  // __wasm_simd128__
