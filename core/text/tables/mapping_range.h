// Layout of case.gen.h: runs of code points that are mapped by adding the same number.
//
//   first          first + span
//   |  step 1: every code point (A to Z), step 2: every second (capitals that alternate with small)
//
// 12 bytes a range; the three tables together replace some 3,000 pairs.
#pragma once

#include <cstdint>

namespace undertone::tables {

struct MappingRange {
  /// first code point
  std::uint32_t first;
  /// last code point, from the first
  std::uint16_t span;
  /// 1 or 2
  std::uint8_t step;
  /// what to add
  std::int32_t delta;
};

}  // namespace undertone::tables
