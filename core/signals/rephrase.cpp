// Whether a user turn asks again for what an earlier one asked.
#include "core/signals/rules.h"
#include "core/signals/same_words.h"

namespace undertone {
namespace {

/// Share of content words from which two requests count as the same ones.
constexpr float kRepeatOverlap = 0.99F;
/// Without a model: "cancel my order" and "please cancel order 7" share two of three words.
constexpr float kWordsAlone = 0.55F;
/// Without a model: "red shoes" and "blue shoes".
constexpr float kSlotAlone = 0.33F;

/// The model's probability of the same request (models/en/card.md, "rephrase").
constexpr float kSameRequest = 0.50F;
/// How much of the content was exchanged while the frame stayed.
constexpr float kSlotChanged = 0.50F;

/// An unsatisfying answer in between makes a repetition likelier than its wording does.
constexpr float kAfterFailure = 0.10F;
constexpr float kAfterObjection = 0.10F;

bool is_social(Act act) noexcept {
  return act == Act::Thanks || act == Act::Greeting || act == Act::Goodbye || act == Act::Affirm ||
         act == Act::Deny || act == Act::Cancel || act == Act::Abuse;
}

RephraseFinding judge(const SameRequest& same, const UserTurnMemory& earlier,
                      const UserTurnMemory& now, float context, bool by_model) noexcept {
  if (earlier.act == Act::Escalate && now.act == Act::Escalate) {
    return {same.same_words ? RephraseLabel::Repeat : RephraseLabel::Rephrase, 0.9F, 0};
  }
  if (same.same_words ||
      (same.overlap >= kRepeatOverlap && !other_question(earlier.words, now.words) &&
       !same.opposite && !opposite_actions(earlier.words, now.words))) {
    return {RephraseLabel::Repeat, same.same_words ? 1.0F : 0.95F, 0};
  }
  const float score = same.probability + (same.probability > 0 ? context : 0);
  const float bounded = score > 0.99F ? 0.99F : score;
  const bool opposite = same.opposite || opposite_actions(earlier.words, now.words);
  if (opposite || other_question(earlier.words, now.words)) {
    return {RephraseLabel::None, opposite ? 0.1F : 0.4F * bounded, 0};
  }
  const float threshold = by_model ? kSameRequest : kWordsAlone;
  const float slot = by_model ? kSlotChanged : kSlotAlone;
  if (same.slot_changed >= slot && (by_model ? bounded >= threshold : true)) {
    return {RephraseLabel::Refine, bounded > slot ? bounded : slot, 0};
  }
  if (bounded >= threshold) return {RephraseLabel::Rephrase, bounded, 0};
  return {RephraseLabel::None, bounded, 0};
}

}  // namespace

RephraseFinding find_rephrase(const TurnView& view, const UserTurnMemory& now, Feedback feedback,
                              const Model* model) noexcept {
  const Situation& situation = view.situation;
  if (situation.first_turn || now.words.empty() || is_social(now.act)) return {};
  const bool human_again = now.act == Act::Escalate;
  // What is said in answer to a question is no second try, unless it is the first one again.
  const bool answers = situation.after_question && !now.asks;
  const bool objects = feedback == Feedback::Correction || feedback == Feedback::CorrectionWithFix;
  const float context =
      (situation.after_failure ? kAfterFailure : 0) + (objects ? kAfterObjection : 0);

  RephraseFinding best;
  for (std::size_t back = 0; back < view.memory.user_turns.size(); ++back) {
    const UserTurnMemory& earlier = view.memory.user_turns[back];
    // Thanks close a request: what comes after is a new one.
    if (earlier.act == Act::Thanks || earlier.act == Act::Goodbye) break;
    if (is_social(earlier.act) || !earlier.asks) continue;
    if (human_again != (earlier.act == Act::Escalate)) continue;
    const bool by_model = model != nullptr && now.meaning.num_words > 0;
    const SameRequest same = by_model ? same_request(*model, earlier.meaning, now.meaning)
                                      : same_words(earlier.words, now.words);
    if ((answers || (!now.asks && !objects)) && !same.same_words) continue;
    RephraseFinding found = judge(same, earlier, now, context, by_model);
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
