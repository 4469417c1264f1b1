// How two sketches are compared: a few named numbers, then a very small network.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/status.h"
#include "core/model/sketch.h"

namespace undertone {

/// What two sketches have in common. All in [0, 1] but the cosine.
struct SketchPair {
  float cosine = 0;           ///< of the embeddings, [-1, 1]
  float overlap = 0;          ///< weight of common content words, of that of both together
  float earlier_covered = 0;  ///< share of the earlier one's weight that the later one repeats
  float later_covered = 0;    ///< share of the later one's weight that was in the earlier one
  float order = 0;            ///< share of common words that come in the same order
  float numbers_differ = 0;   ///< share of numbers of either that the other lacks
  float length_ratio = 0;     ///< tokens of the shorter to those of the longer
  float later_short = 0;      ///< 1 / (1 + content words of the later one)
  float both_ask = 0;
  float one_asks = 0;
  float opposite = 0;  ///< exactly one is negated
  float same_words = 0;
};

[[nodiscard]] SketchPair compare(const Sketch& earlier, const Sketch& later) noexcept;

/// The section Similar: a logit of the inputs.
class LikenessJudge {
 public:
  static constexpr std::size_t kInputs = 12;

  /// Errors  Truncated, BadCount, BadValue
  [[nodiscard]] Status read(std::span<const std::byte> section) noexcept;

  /// Calibrated probability that both ask for the same.
  [[nodiscard]] float probability(const SketchPair& pair) const noexcept;

 private:
  std::array<float, kInputs> weights_{};
  float bias_ = 0;
};

}  // namespace undertone
