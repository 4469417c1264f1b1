// The signals of one turn (SIGNALS sections 1 and 2): named, ranged numbers and closed labels.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/enum_counts.h"
#include "core/base/enum_set.h"
#include "core/base/vocabulary.gen.h"

namespace undertone {

/// Positive feedback from this score on, [0, 1], says that the matter is settled ("it works now"),
/// not only that the answer pleased.
inline constexpr float kSuccess = 0.91F;

struct UserSignals {
  Lang lang{};
  /// false: no model for the language; labels below are then `unscored` or `none`
  bool scored = false;
  std::uint32_t model_version = 0;
  SentimentLabel sentiment_label{};
  /// [-1, 1]
  float sentiment = 0;
  Emotion emotion{};
  /// probability of that emotion
  float emotion_score = 0;
  FrustrationLabel frustration_label{};
  /// [0, 1]
  float frustration = 0;
  EnumSet<FrustrationCue> frustration_cues{};
  RephraseLabel rephrase_label{};
  /// [0, 1]
  float rephrase = 0;
  /// user turns back, 1 to limits::kRephraseWindow; 0 = none
  std::uint32_t rephrase_of = 0;
  Feedback feedback{};
  float feedback_score = 0;
  Act act{};
  float act_score = 0;
  /// says that the user gives up ("forget it", "this is pointless, bye"); evidence for `abandoned`
  bool giving_up = false;
  /// number of the site's label, 0 = none
  std::uint32_t topic = 0;
  /// theme code, 0 = none
  std::uint32_t theme = 0;
  EnumSet<Risk> risk{};
  EnumCounts<EntityType> pii{};
  std::uint32_t length_codepoints = 0;
  std::uint32_t length_tokens = 0;
};

struct AssistantSignals {
  Lang lang{};
  bool scored = false;
  std::uint32_t model_version = 0;
  std::uint32_t length_codepoints = 0;
  std::uint32_t length_tokens = 0;
  bool fallback = false;
  bool refusal = false;
  /// understood, and could not be done or found (sold out, not allowed, failed); evidence for the
  /// outcome
  bool unfulfilled = false;
  bool apology = false;
  bool handoff_offered = false;
  bool handoff_done = false;
  bool asks_question = false;
  /// likeness to the earlier answer that it is most like, [0, 1]
  float repeat = 0;
  /// likeness to the answer right before, [0, 1]
  float repeat_of_last = 0;
  /// similarity to the question, [0, 1]; absent without a question or a model
  std::optional<float> relevance{};
  bool lang_mismatch = false;
  EnumCounts<EntityType> pii{};
};

}  // namespace undertone
