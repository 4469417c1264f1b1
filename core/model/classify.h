// A turn's numbers become calibrated probabilities.
#pragma once

#include <cstdint>

#include "core/base/turn_numbers.h"
#include "core/model/scores.h"

namespace undertone {

class Model;

/// What came before the turn, as numbers; all 0 for the first turn.
///
/// The probabilities are those of Scores of the earlier turns, where they were scored.
struct TurnContext {
  /// user turns before this one
  std::uint32_t user_turns = 0;
  /// an answer was given since the user's last turn
  bool answered = false;
  /// that answer asks something
  bool answer_asks = false;
  /// that answer: probability that it did not understand or cannot help
  float answer_fallback = 0;
  float answer_refusal = 0;
  float answer_apology = 0;
  /// the user's turn before this one
  float previous_frustration = 0;
};

/// Scores one turn with the model of its language.
///
/// Input   `context` as far as known; a default one means a first turn
/// Output  for Role::User the user members, for every other role the assistant members; `scored`
///         is false where no word of the turn is known to the model
/// Cost    about 1.5 us a word with SIMD, no allocation
/// Source  models/en/card.md
[[nodiscard]] Scores classify(const Model& model, const TurnFeatures& turn,
                              const TurnContext& context) noexcept;

}  // namespace undertone
