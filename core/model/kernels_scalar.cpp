// The specification; compilers turn it into vector code where they know how.
#include "core/model/kernels.h"

namespace undertone::scalar {

void products(const std::int16_t* x, const std::int16_t* w, std::size_t rows, std::size_t n,
              std::int32_t* out) noexcept {
  for (std::size_t row = 0; row < rows; ++row) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += std::int32_t{x[i]} * w[row * n + i];
    out[row] = sum;
  }
}

}  // namespace undertone::scalar
