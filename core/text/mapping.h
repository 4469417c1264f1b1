// Looks a code point up in a table of mapping ranges.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/text/tables/mapping_range.h"

namespace undertone {

/// Where a table of ascending ranges sends a code point; itself if nowhere.
[[nodiscard]] inline char32_t mapped(std::span<const tables::MappingRange> table,
                                     char32_t code_point) noexcept {
  const auto after =
      std::upper_bound(table.begin(), table.end(), code_point,
                       [](char32_t c, const tables::MappingRange& r) { return c < r.first; });
  if (after == table.begin()) return code_point;
  const tables::MappingRange& range = *(after - 1);
  const char32_t offset = code_point - range.first;
  if (offset > range.span || offset % range.step != 0) return code_point;
  return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + range.delta);
}

}  // namespace undertone
