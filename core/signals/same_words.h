// Compares two requests by their words alone, for languages without a model.
#pragma once

#include "core/model/sketch.h"
#include "core/signals/word_sketch.h"

namespace undertone {

struct WordComparison : SameRequest {
  /// content words of the earlier request that the later one lacks
  std::size_t lost = 0;
};

/// Output  as the model's same_request, from word overlap; `similarity` stays 0
[[nodiscard]] WordComparison same_words(const WordSketch& earlier,
                                        const WordSketch& later) noexcept;

/// They name an action and its opposite ("turn it on", "turn it off").
[[nodiscard]] bool opposite_actions(const WordSketch& a, const WordSketch& b) noexcept;

/// Both ask, but for different things ("when ...", "how much ...").
[[nodiscard]] bool other_question(const WordSketch& a, const WordSketch& b) noexcept;

}  // namespace undertone
