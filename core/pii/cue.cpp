#include "core/pii/cue.h"

#include <cstddef>

#include "core/pii/word_hash.h"

namespace undertone::pii {

CueSet cues_of(std::uint32_t hash) noexcept {
  const std::uint32_t spread = hash * kHashSpread;
  const std::uint32_t bucket = spread >> 24U;
  for (std::size_t i = kCueBegins[bucket]; i < kCueBegins[bucket + 1]; ++i) {
    if (kCueChecks[i] == (spread >> 8U & 0xFFFFU)) return kCueMasks[kCueMaskIds[i]];
  }
  return 0;
}

}  // namespace undertone::pii
