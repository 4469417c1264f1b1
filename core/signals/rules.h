// The rules of the single signals, one file each; derive.cpp puts them together.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/enum_set.h"
#include "core/base/turn_numbers.h"
#include "core/base/vocabulary.gen.h"
#include "core/model/scores.h"
#include "core/pii/entity.h"
#include "core/signals/reading.h"
#include "core/signals/signals.h"
#include "core/signals/situation.h"

namespace undertone {

/// Everything a rule may look at.
struct TurnView {
  const TurnFeatures& turn;
  const PhraseReading& phrases;
  const Scores& scores;
  const Situation& situation;
  const DialogueMemory& memory;
};

/// Weight of a phrase of praise from which on it needs no one's word beside it.
inline constexpr float kPraise = 0.5F;

struct ActFinding {
  Act act = Act::Other;
  float score = 0;
  /// asks for something; only such a turn can be asked again
  bool asks = false;
};
/// The main dialogue act.
[[nodiscard]] ActFinding find_act(const TurnView& view) noexcept;

struct FrustrationFinding {
  FrustrationLabel label = FrustrationLabel::None;
  float score = 0;
  EnumSet<FrustrationCue> cues;
  bool giving_up = false;
};
[[nodiscard]] FrustrationFinding find_frustration(const TurnView& view, Act act) noexcept;

struct SentimentFinding {
  SentimentLabel label = SentimentLabel::Neutral;
  float score = 0;
  Emotion emotion = Emotion::Neutral;
  float emotion_score = 0;
};
[[nodiscard]] SentimentFinding find_sentiment(const TurnView& view,
                                              const FrustrationFinding& frustration) noexcept;

struct FeedbackFinding {
  Feedback feedback = Feedback::None;
  float score = 0;
};
[[nodiscard]] FeedbackFinding find_feedback(const TurnView& view, const ActFinding& act) noexcept;

struct RephraseFinding {
  RephraseLabel label = RephraseLabel::None;
  float score = 0;
  std::uint32_t turns_back = 0;
};
/// Compares the turn with the last ones; `model` may be null: then only repeats are found.
[[nodiscard]] RephraseFinding find_rephrase(const TurnView& view, const UserTurnMemory& now,
                                            Feedback feedback, const Model* model) noexcept;

[[nodiscard]] EnumSet<Risk> find_risks(const TurnView& view,
                                       std::span<const Entity> entities) noexcept;

/// What an answer says of itself: fallback, refusal, apology, hand-off, question.
void find_answer_flags(const TurnView& view, AssistantSignals& signals,
                       AnswerMemory& answer) noexcept;

/// Likeness of an answer to an earlier one, [0, 1]; 0 for answers of a word or two.
[[nodiscard]] float likeness(const ShingleSketch& answer, const ShingleSketch& earlier) noexcept;

/// The words of a turn as later turns are compared with them.
[[nodiscard]] WordSketch word_sketch(const TurnFeatures& turn,
                                     const PhraseReading& phrases) noexcept;
[[nodiscard]] ShingleSketch shingle_sketch(const TurnFeatures& turn) noexcept;

}  // namespace undertone
