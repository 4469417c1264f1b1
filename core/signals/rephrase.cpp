// Whether a user turn asks again for what an earlier one asked.
#include "core/signals/rules.h"
#include "core/signals/same_words.h"

namespace undertone {
namespace {

/// The score from which on it counts as asked again. Of real pairs read by hand, none trained on
/// (models/en/labels/rephrase.tsv), 0.33 finds half after an error, and half of its finds are
/// right.
constexpr float kSameRequest = 0.33F;
/// Without a model: "cancel my order" and "please cancel order 7" share two of three words.
constexpr float kWordsAlone = 0.55F;
/// The model is so sure that an exchanged word is taken for another word of the same meaning.
constexpr float kSynonym = 0.96F;
/// Share of content words that an exchanged or added slot leaves in place.
constexpr float kFrame = 0.33F;

/// Share of content words from which on, and length up to which, single words decide.
constexpr float kAlike = 0.33F;
constexpr std::uint8_t kShort = 16;

/// An unsatisfying answer in between, or an objection, makes a second try likelier than its wording
/// does.
constexpr float kAfterFailure = 0.05F;
constexpr float kAfterObjection = 0.30F;

/// What is left of the score where a guard speaks against a second try.
constexpr float kOpposite = 0.2F;
constexpr float kOtherQuestion = 0.4F;
constexpr float kNoRequest = 0.45F;
/// A refinement asks for something else in the same frame.
constexpr float kRefined = 0.5F;

bool is_social(Act act) noexcept {
  return act == Act::Thanks || act == Act::Greeting || act == Act::Goodbye || act == Act::Affirm ||
         act == Act::Deny || act == Act::Cancel || act == Act::Abuse;
}

struct Comparison {
  const UserTurnMemory& earlier;
  const UserTurnMemory& now;
  /// by meaning where there is a model, else by words
  SameRequest same;
  /// by words
  WordComparison words;
  bool by_model = false;
};

/// Words say what is opposite or another question only where they are few and many are shared: of
/// two ways to put a long question one often has a "not" or another question word.
bool is_alike(const Comparison& pair) noexcept {
  return pair.words.overlap >= kAlike && pair.earlier.words.num_words <= kShort &&
         pair.now.words.num_words <= kShort;
}

bool is_opposite(const Comparison& pair) noexcept {
  return (pair.same.opposite && is_alike(pair)) ||
         opposite_actions(pair.earlier.words, pair.now.words);
}

bool is_other_question(const Comparison& pair) noexcept {
  return is_alike(pair) && other_question(pair.earlier.words, pair.now.words);
}

/// Likeness of the requests, [0, 1], whatever the label will be.
float score_of(const Comparison& pair, float context) noexcept {
  if (pair.same.same_words || pair.words.same_words) return 1;
  float score = pair.same.probability;
  score += context * (1 - score) * (score < 0.3F ? score / 0.3F : 1);
  if (is_opposite(pair)) score *= kOpposite;
  if (is_other_question(pair)) score *= kOtherQuestion;
  return score > 0.99F ? 0.99F : score;
}

/// Label for two turns that both ask.
RephraseLabel label_of(const Comparison& pair, float score, bool after_failure) noexcept {
  const WordComparison& words = pair.words;
  if (pair.same.same_words || words.same_words) return RephraseLabel::Repeat;
  if (is_opposite(pair) || is_other_question(pair)) return RephraseLabel::None;
  if (words.overlap >= 1) return RephraseLabel::Repeat;
  const bool exchanged = words.slot_changed >= kFrame && words.lost > 0;
  // After a failure the same words with more detail are a second try, not another wish.
  const bool added = words.slot_changed >= kFrame && words.lost == 0 && !after_failure;
  if ((exchanged && score < kSynonym) || added) return RephraseLabel::Refine;
  const float threshold = pair.by_model ? kSameRequest : kWordsAlone;
  return score >= threshold ? RephraseLabel::Rephrase : RephraseLabel::None;
}

}  // namespace

RephraseFinding find_rephrase(const TurnView& view, const UserTurnMemory& now, Feedback feedback,
                              const Model* model) noexcept {
  const Situation& situation = view.situation;
  if (situation.first_turn || now.words.empty()) return {};
  const bool objects = feedback == Feedback::Correction ||
                       feedback == Feedback::CorrectionWithFix ||
                       view.phrases.has(PhraseClass::Repetition);
  const float context =
      (situation.after_failure ? kAfterFailure : 0) + (objects ? kAfterObjection : 0);
  // What is said in answer to a question is no second try, unless it is the first one again; how
  // alike the two are is told all the same.
  const bool answers = situation.after_question && !now.asks;

  RephraseFinding best;
  for (std::size_t back = 0; back < view.memory.user_turns.size(); ++back) {
    const UserTurnMemory& earlier = view.memory.user_turns[back];
    // Thanks close a request: what comes after is a new one.
    if (earlier.act == Act::Thanks || earlier.act == Act::Goodbye) break;
    Comparison pair{earlier, now, {}, same_words(earlier.words, now.words), false};
    pair.by_model = model != nullptr && now.meaning.num_words > 0 && earlier.meaning.num_words > 0;
    pair.same = pair.by_model ? same_request(*model, earlier.meaning, now.meaning)
                              : static_cast<const SameRequest&>(pair.words);
    const float half = view.scores.same_request[back];
    if (half > 0) pair.same.probability = pair.same.probability / 2 + half;

    const bool human = now.act == Act::Escalate && earlier.act == Act::Escalate;
    const bool same = pair.words.same_words || human;
    const bool asked = earlier.asks && !is_social(earlier.act) && !is_social(now.act);
    const bool again = asked && (now.asks || objects || same) && !(answers && !same);
    RephraseFinding found;
    found.score = score_of(pair, context);
    if (!again) {
      const bool may_ask = now.words.num_words > kShort && !is_social(now.act);
      found.score *= may_ask || answers ? 1 : kNoRequest;
    } else if (human && !pair.words.same_words) {
      found.label = RephraseLabel::Rephrase;
      found.score = found.score > 0.9F ? found.score : 0.9F;
    } else {
      found.label = label_of(pair, found.score, situation.after_failure);
      if (found.label == RephraseLabel::Refine) found.score *= kRefined;
    }
    found.turns_back = static_cast<std::uint32_t>(back + 1);
    const bool labelled = found.label != RephraseLabel::None;
    const bool best_labelled = best.label != RephraseLabel::None;
    if (labelled > best_labelled || (labelled == best_labelled && found.score > best.score)) {
      best = found;
    }
  }
  if (best.label == RephraseLabel::None) best.turns_back = 0;
  return best;
}

}  // namespace undertone
