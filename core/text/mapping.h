// Looks a code point up in a table of mapping ranges.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/text/tables/mapping_range.h"

namespace undertone {

/// Where `table` sends a code point; itself if nowhere.
template <std::size_t kSize>
[[nodiscard]] constexpr char32_t mapped(const std::array<tables::MappingRange, kSize>& table,
                                        char32_t code_point) noexcept {
  const auto* const after =
      std::upper_bound(table.begin(), table.end(), code_point,
                       [](char32_t c, const tables::MappingRange& r) { return c < r.first; });
  if (after == table.begin()) return code_point;
  const tables::MappingRange& range = *(after - 1);
  const char32_t offset = code_point - range.first;
  if (offset > range.span || offset % range.step != 0) return code_point;
  return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + range.delta);
}

}  // namespace undertone
