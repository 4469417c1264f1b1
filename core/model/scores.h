// What a language model file says of one turn: calibrated probabilities, before any rule.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/limits.h"
#include "core/base/vocabulary.gen.h"
#include "core/model/sketch.h"

namespace undertone {

struct Scores {
  /// false: no model for this language; every other member is then meaningless
  bool scored = false;
  /// version of the model file
  std::uint32_t model_version = 0;
  /// what the turn says, for comparing it with others; set without a known word, too
  Sketch meaning;

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
  /// half of what a deep model gives the 1st, 2nd, 3rd last user turn for being the same request;
  /// 0 = it was not asked, and the sketches tell alone
  std::array<float, limits::kRephraseWindow> same_request{};

  // Assistant messages.
  float fallback = 0;
  float refusal = 0;
  float apology = 0;
  float handoff_offered = 0;
  float handoff_done = 0;
};

/// What a deep model says of a user's turn beside the file: sentiment, emotion, frustration,
/// abuse, feedback, act and same_request of Scores, one after the other.
using DeepScores = std::array<float, 3 + (enum_size<Emotion> - 1) + 2 + enum_size<Feedback> +
                                         enum_size<Act> + limits::kRephraseWindow>;

}  // namespace undertone
