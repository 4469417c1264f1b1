// What a language model file says of one turn: calibrated probabilities, before any rule.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/vocabulary.gen.h"

namespace undertone {

struct Scores {
  /// false: no model for this language; every other member is then meaningless
  bool scored = false;
  /// version of the model file
  std::uint32_t model_version = 0;

  // User messages.
  /// negative, neutral, positive; sums to 1
  std::array<float, 3> sentiment{};
  /// by Emotion, `unscored` left out (index = Emotion - 1); sums to 1
  std::array<float, enum_size<Emotion> - 1> emotion{};
  float frustration = 0;
  float abuse = 0;
  /// by Feedback; sums to 1
  std::array<float, enum_size<Feedback>> feedback{};
  /// by Act; sums to 1
  std::array<float, enum_size<Act>> act{};

  // Assistant messages.
  float fallback = 0;
  float refusal = 0;
  float apology = 0;
  float handoff_offered = 0;
  float handoff_done = 0;
};

}  // namespace undertone
