// What an answer says of itself.
#include <algorithm>

#include "core/signals/rules.h"

namespace undertone {
namespace {

constexpr std::uint8_t kForeign = mark::kQuoted;

/// The model alone, where no phrase speaks.
constexpr float kModelFallback = 0.90F;
constexpr float kModelRefusal = 0.85F;
constexpr float kModelApology = 0.85F;

/// A phrase of fallback or refusal says what a long answer is only if it stands near its
/// beginning: "I can't find your order" opens it, page three of a manual does not.
constexpr std::size_t kOpeningWords = 60;

bool says(const PhraseReading& phrases, PhraseClass phrase_class) noexcept {
  for (const MarkedHit& one : phrases.hits()) {
    if (one.hit.phrase_class == phrase_class && (one.marks & kForeign) == 0 &&
        one.hit.begin < kOpeningWords) {
      return true;
    }
  }
  return false;
}

/// An apology that is not all sympathy.
bool apologizes(const PhraseReading& phrases) noexcept {
  for (const MarkedHit& one : phrases.hits()) {
    if (one.hit.phrase_class != PhraseClass::Apology || (one.marks & kForeign) != 0) continue;
    bool sympathy = false;
    for (const MarkedHit& other : phrases.hits()) {
      sympathy = sympathy || (other.hit.phrase_class == PhraseClass::Sympathy &&
                              other.hit.begin < one.hit.end && one.hit.begin < other.hit.end);
    }
    if (!sympathy) return true;
  }
  return false;
}

/// The last sentence decides: "Is it red? Then press 1." asks nothing.
bool asks(const TurnView& view) noexcept {
  return view.turn.counts.ends_with_question || view.turn.counts.question_marks > 0 ||
         view.phrases.best(PhraseClass::OpenQuestion, kForeign) != nullptr;
}

}  // namespace

void find_answer_flags(const TurnView& view, AssistantSignals& signals,
                       AnswerMemory& answer) noexcept {
  const PhraseReading& phrases = view.phrases;
  const Scores& scores = view.scores;
  const auto model_says = [&scores](float probability, float threshold) {
    return scores.scored && probability >= threshold;
  };
  // Phrases alone: the model, which learnt hand-over from templates, hears one in "Hello!"
  // (82 of 92 finds in the STAR and DBDC dialogues), and a false one makes a false outcome.
  const bool done = says(phrases, PhraseClass::HandoffDone);
  const bool offered = says(phrases, PhraseClass::HandoffOffered);
  const bool proposes = phrases.best(PhraseClass::Proposal, kForeign) != nullptr;
  // "Shall I transfer you?" waits for a yes.
  const bool asks_leave = view.turn.counts.ends_with_question && (offered || proposes);
  signals.handoff_done = done && !asks_leave;
  signals.handoff_offered = !signals.handoff_done && (done || offered);
  signals.refusal =
      says(phrases, PhraseClass::Refusal) || model_says(scores.refusal, kModelRefusal);
  const bool fallback = says(phrases, PhraseClass::Fallback);
  signals.fallback = fallback || (!signals.refusal && model_says(scores.fallback, kModelFallback));
  // "The desk is sold out": what a user calls a risk is bad news from the assistant.
  const bool gone = phrases.strength(PhraseClass::Unavailable, mark::kNegated | kForeign) > 0;
  signals.unfulfilled =
      !signals.fallback && !signals.refusal && (gone || says(phrases, PhraseClass::Unfulfilled));
  signals.apology = apologizes(phrases) || model_says(scores.apology, kModelApology);
  signals.asks_question = asks(view);

  answer.asks_question = signals.asks_question;
  answer.checks = phrases.best(PhraseClass::Check, kForeign) != nullptr;
  answer.opens = phrases.best(PhraseClass::Opener, kForeign) != nullptr;
  answer.fallback = signals.fallback;
  answer.refusal = signals.refusal;
  answer.apology = signals.apology;
  answer.handoff_offered = signals.handoff_offered;
}

}  // namespace undertone
