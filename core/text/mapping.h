// Looks a code point up in a table of mapping ranges.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/text/tables/mapping_range.h"

namespace undertone {

/// Where `kTable` sends a code point; itself if nowhere.
template <const auto& kTable>
[[nodiscard]] constexpr char32_t mapped(char32_t code_point) noexcept {
  const auto* const first = kTable.data();
  const auto* const after =
      std::upper_bound(first, first + kTable.size(), code_point,
                       [](char32_t c, const tables::MappingRange& r) { return c < r.first; });
  if (after == first) return code_point;
  const tables::MappingRange& range = *(after - 1);
  const char32_t offset = code_point - range.first;
  if (offset > range.span || offset % range.step != 0) return code_point;
  return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + range.delta);
}

}  // namespace undertone
