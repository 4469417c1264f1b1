// Layout of char_class.gen.h: ranges of code points that are the same kind of thing.
//
//   plane of a code point -> its ranges [kPlaneBegins[p], kPlaneBegins[p + 1])
//   last range that begins at or before its low 16 bits -> kRangeKinds -> kKinds
//
// Three bytes a range. 32-bit range begins would cost one byte more and 0.9 kB more in brotli;
// a two-stage table of 128-blocks answers in one step but takes 17 kB.
#pragma once

#include <cstdint>

#include "core/text/char_class.h"
