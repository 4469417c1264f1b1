// Layout of char_class.gen.h: ranges of code points that are the same kind of thing.
//
//   code point -> its page of 256 (planes 0 and 1)
//   ranges that begin in that page: [kPageBegins[p], kPageBegins[p + 1]); kRangeSteps leads from
//   one to the next, and the last that begins at or before the code point counts (else the range
//   before the page) -> kRangeKinds -> kKinds
//   above the pages: kHighBegins, whose kinds follow those of the pages
//
// Two bytes a range and two a page, 1.6 kB in brotli; begins of 16 bits would take 1.1 kB more. A
// page has five ranges on average. A two-stage table of blocks answers in one step, in 17 kB.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/text/char_class.h"

namespace undertone::tables {

/// Pages of 256 code points.
inline constexpr std::size_t kPages = 0x200;

}  // namespace undertone::tables
