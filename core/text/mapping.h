// Looks a code point up in a table of mapping ranges.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/text/tables/mapping_range.h"

namespace undertone {

/// For each page of 256 code points of plane 0 and, last, for all above: how many ranges of `table`
/// end before it. Most pages have none or few, so a lookup hardly searches.
template <std::size_t kSize>
[[nodiscard]] constexpr std::array<std::uint8_t, 0x102> ranges_before_page(
    const std::array<tables::MappingRange, kSize>& table) noexcept {
  static_assert(kSize <= 0xFF);
  std::array<std::uint8_t, 0x102> before{};
  for (const tables::MappingRange& range : table) {
    const std::size_t last_page = std::min<std::size_t>((range.first + range.span) >> 8, 0x100);
    for (std::size_t page = last_page + 1; page < before.size(); ++page) ++before[page];
  }
  return before;
}

/// Where `kTable` sends a code point; itself if nowhere.
template <const auto& kTable>
[[nodiscard]] constexpr char32_t mapped(char32_t code_point) noexcept {
  constexpr std::array<std::uint8_t, 0x102> kBefore = ranges_before_page(kTable);
  const std::size_t page = std::min<std::size_t>(code_point >> 8, 0x100);
  const std::size_t end = std::min<std::size_t>(kBefore[page + 1] + 1U, kTable.size());
  const auto* const first = kTable.data() + kBefore[page];
  const auto* const after =
      std::upper_bound(first, kTable.data() + end, code_point,
                       [](char32_t c, const tables::MappingRange& r) { return c < r.first; });
  if (after == first) return code_point;
  const tables::MappingRange& range = *(after - 1);
  const char32_t offset = code_point - range.first;
  if (offset > range.span || offset % range.step != 0) return code_point;
  return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + range.delta);
}

}  // namespace undertone
