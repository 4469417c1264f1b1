#include "core/pii/cue.h"

#include <cstddef>

#include "core/pii/word_hash.h"

namespace undertone::pii {

CueSet cues_of(std::uint32_t hash) noexcept {
  const std::uint32_t spread = hash * kHashSpread;
  const std::uint32_t low = spread & 0xFFFFU;
  const std::uint32_t check = low == 0 ? 1 : low;
  for (std::size_t slot = spread >> (32U - kCueBits);; slot = (slot + 1) % kCueChecks.size()) {
    if (kCueChecks[slot] == 0) return 0;
    if (kCueChecks[slot] == check) return kCueMasks[kCueMaskIds[slot]];
  }
}

}  // namespace undertone::pii
