// The user's reaction to the previous answer.
#include <algorithm>

#include "core/signals/rules.h"

namespace undertone {
namespace {

constexpr std::uint8_t kNotMeant = mark::kNegated | mark::kQuoted;
constexpr std::uint8_t kNotOwn = mark::kQuoted | mark::kThirdParty;

/// A complaint about the answer of at least this strength is a correction.
constexpr float kComplaint = 0.52F;
/// After a question of the assistant only an outright correction is no answer to it.
constexpr float kOutright = 0.70F;
/// The model alone; it sees what no phrase says, at the price of more errors.
constexpr float kModelFeedback = 0.85F;
/// Praise is heard with less, if the sentiment is positive with that probability, too: so 69 of 78
/// content turns of dialogues written for tests and 2 of 120 others are, at .85 67 and 2, at .50 70
/// and 3.
constexpr float kModelPraise = 0.60F;
/// It never outdoes a phrase that says that the matter is settled.
constexpr float kOutdone = 0.90F;
/// "No, that was all, thanks for your help": thanks that are no part of the answer they come with.
constexpr float kThanksBeside = 0.895F;
/// "Perfect, ..." may begin anything; with this probability of a positive sentiment it is meant.
constexpr float kMeant = 0.8F;

struct Candidate {
  Feedback feedback;
  float strength;
};

/// The strongest of the reactions that say that something is wrong with the answer.
Candidate objection(const PhraseReading& phrases) noexcept {
  const float wrong = std::max(phrases.strength(PhraseClass::WrongAnswer, kNotOwn),
                               phrases.strength(PhraseClass::NotUnderstood, kNotOwn));
  const float broken = phrases.strength(PhraseClass::StillBroken, kNotOwn | mark::kHypothetical);
  const float correction = std::max({phrases.strength(PhraseClass::Correction, kNotOwn), broken,
                                     wrong >= kComplaint ? wrong : 0.0F});
  const float fix = phrases.strength(PhraseClass::Fix, kNotOwn);
  const float unclear = phrases.strength(PhraseClass::Clarification, kNotOwn);
  const float challenge = phrases.strength(PhraseClass::Challenge, kNotOwn);

  Candidate best{Feedback::None, 0};
  const auto consider = [&best](Feedback feedback, float strength) {
    if (strength > best.strength) best = {feedback, strength};
  };
  consider(Feedback::CorrectionWithFix, fix);
  consider(Feedback::Challenge, challenge);
  consider(Feedback::Correction, correction);
  consider(Feedback::Clarification, unclear);
  return best;
}

float praise_of(const TurnView& view, Act act) noexcept {
  const float praise = view.phrases.strength(PhraseClass::Praise, kNotMeant | mark::kHypothetical);
  if (praise >= kPraise) return praise;
  const bool remarks = act == Act::Statement || act == Act::Affirm || act == Act::Other;
  return remarks && view.scores.scored && view.scores.sentiment[2] >= kMeant ? praise : 0;
}

bool is_answer(Act act) noexcept {
  return act == Act::Answer || act == Act::Affirm || act == Act::Deny;
}

}  // namespace

FeedbackFinding find_feedback(const TurnView& view, const ActFinding& act) noexcept {
  const Situation& situation = view.situation;
  if (situation.first_turn || situation.answer == nullptr) return {};

  const PhraseReading& phrases = view.phrases;
  const Candidate objects = objection(phrases);
  const bool answers = situation.after_question && !situation.after_check && is_answer(act.act);
  if (objects.feedback != Feedback::None && (!answers || objects.strength >= kOutright)) {
    return {objects.feedback, objects.strength};
  }
  if (situation.after_check) {
    if (act.act == Act::Affirm) return {Feedback::Positive, act.score};
    if (act.act == Act::Deny) return {Feedback::Correction, act.score};
  }
  const bool upset = phrases.strength(PhraseClass::Sarcasm, kNotMeant) > 0 ||
                     phrases.strength(PhraseClass::Insult, kNotMeant) > 0 ||
                     phrases.strength(PhraseClass::Complaint, kNotMeant) > 0 ||
                     phrases.strength(PhraseClass::StillBroken, kNotOwn) > 0;
  const float good =
      std::max(phrases.strength(PhraseClass::Thanks, kNotMeant), praise_of(view, act.act));
  // "It works now" is more than the answer to "Could you try again?".
  if (answers && good < kThanksBeside) return {};
  const bool declines = act.act == Act::Deny || act.act == Act::Cancel;
  if (good > 0 && !upset && (!declines || good >= kThanksBeside)) {
    return {Feedback::Positive, good};
  }
  if (!view.scores.scored || phrases.has(PhraseClass::Quoting)) return {};
  float needed = view.scores.sentiment[2] >= kModelPraise ? kModelPraise : kModelFeedback;
  for (const Feedback one : {Feedback::Positive, Feedback::Correction, Feedback::CorrectionWithFix,
                             Feedback::Clarification, Feedback::Challenge}) {
    const float probability = view.scores.feedback[static_cast<std::size_t>(one)];
    if (probability >= needed && !(upset && one == Feedback::Positive)) {
      return {one, std::min(probability, kOutdone)};
    }
    needed = kModelFeedback;
  }
  return {};
}

}  // namespace undertone
