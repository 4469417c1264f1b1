// Layout of char_class.gen.h: ranges of code points that are the same kind of thing.
//
//   code point -> its part: a page of 256 code points in plane 0, a whole plane above
//   ranges that begin in that part: [kPartBegins[p], kPartBegins[p + 1]) of kRangeBegins
//   the last one that begins at or before the code point (else the range before them all)
//     -> kRangeKinds -> kKinds
//
// Three bytes a range and two a part, 2.7 kB in brotli. 32-bit range begins would need no parts and
// take 0.9 kB more; a two-stage table of blocks answers in one step but takes 17 kB.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/text/char_class.h"

namespace undertone::tables {

/// Parts that are pages of plane 0.
inline constexpr std::size_t kPages = 0x100;

}  // namespace undertone::tables
