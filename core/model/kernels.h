// The one loop that takes time: a vector times a matrix, in integers, so that every way of
// computing it gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/byte_cursor.h"

namespace undertone {

/// Matrices are packed for the kernels: blocks of four rows, in them parts of eight columns, in
/// these row after row. What is missing to whole blocks is 0.
inline constexpr std::size_t kBlockRows = 4;
inline constexpr std::size_t kBlockColumns = 8;

[[nodiscard]] constexpr std::size_t padded_rows(std::size_t rows) noexcept {
  return (rows + kBlockRows - 1) / kBlockRows * kBlockRows;
}
[[nodiscard]] constexpr std::size_t padded_columns(std::size_t columns) noexcept {
  return (columns + kBlockColumns - 1) / kBlockColumns * kBlockColumns;
}

/// Where a weight lies in a packed matrix of `columns` columns, which are whole parts.
[[nodiscard]] constexpr std::size_t packed_index(std::size_t row, std::size_t column,
                                                 std::size_t columns) noexcept {
  return row / kBlockRows * kBlockRows * columns +
         column / kBlockColumns * kBlockRows * kBlockColumns + row % kBlockRows * kBlockColumns +
         column % kBlockColumns;
}

/// Packs the next row of a file, int8; `to` was all 0.
///
/// Input   `columns` of the file; the packed matrix has padded_columns(columns)
void pack_row(ByteReader& in, std::size_t row, std::size_t columns, std::int16_t* to) noexcept;

/// Shape   x (columns,) int16 . w packed (rows, columns) int16 . out (rows,) int32
/// Input   whole blocks; any values whose products sum up within int32 (model.cpp checks the
///         weights)
/// Cost    rows * columns multiply-adds, no allocation
using ProductsKernel = void(const std::int16_t* x, const std::int16_t* w, std::size_t rows,
                            std::size_t columns, std::int32_t* out) noexcept;

namespace scalar {
ProductsKernel products;
}
namespace simd128 {
ProductsKernel products;
}

/// The kernel of this build.
inline void products(const std::int16_t* x, const std::int16_t* w, std::size_t rows,
                     std::size_t columns, std::int32_t* out) noexcept {
#ifdef __wasm_simd128__
  simd128::products(x, w, rows, columns, out);
#else
  scalar::products(x, w, rows, columns, out);
#endif
}

}  // namespace undertone
