// Sentiment and emotion: the expressed affect of the text, whoever it is about.
#include <algorithm>
#include <array>

#include "core/signals/rules.h"

namespace undertone {
namespace {

constexpr std::uint8_t kNotMeant = mark::kNegated | mark::kQuoted;

/// The model's preference for one side over the other from which on the text is not neutral.
constexpr float kModelLeans = 0.15F;

constexpr float kThanksScore = 0.6F;
constexpr float kPraiseScore = 0.7F;
/// A yes, or the wish for a person, tells of no mood unless the model is surer by this much.
constexpr float kPlain = 0.25F;
constexpr float kGladScore = 0.5F;
constexpr float kDistressScore = 0.5F;

/// What failed or was lost is negative news, however soberly it is told.
constexpr float kBadNewsScore = 0.4F;
constexpr std::array kBadNews = {PhraseClass::Payment, PhraseClass::Outage, PhraseClass::Safety,
                                 PhraseClass::Refund};
constexpr std::uint8_t kNotTold = kNotMeant | mark::kHowTo | mark::kHypothetical;

bool tells_bad_news(const TurnView& view) noexcept {
  for (const PhraseClass news : kBadNews) {
    if (view.phrases.best(news, kNotTold) != nullptr) return true;
  }
  return false;
}

/// A text to work on, or only quoted words: nothing is expressed.
bool is_foreign_text(const TurnView& view) noexcept {
  const TurnCounts& counts = view.turn.counts;
  if (counts.quoted_tokens > 0 && 2U * counts.quoted_tokens >= counts.tokens) return true;
  for (const MarkedHit& one : view.phrases.hits()) {
    if (one.hit.phrase_class == PhraseClass::Quoting && one.hit.weight > 90) return true;
  }
  return false;
}

float by_phrases(const TurnView& view, const FrustrationFinding& frustration) noexcept {
  const PhraseReading& phrases = view.phrases;
  const float thanks = phrases.strength(PhraseClass::Thanks, kNotMeant) > 0 ? kThanksScore : 0;
  const float praise =
      phrases.strength(PhraseClass::Praise, kNotMeant) >= kPraise ? kPraiseScore : 0;
  const float glad = phrases.strength(PhraseClass::Gladness, kNotMeant) > 0 ? kGladScore : 0;
  const float distress =
      phrases.strength(PhraseClass::Distress, kNotMeant) > 0 ? kDistressScore : 0;
  const float upset =
      frustration.label == FrustrationLabel::None ? 0 : std::max(frustration.score, kDistressScore);
  const float good = std::max({thanks, praise, glad});
  const float bad = std::max(distress, upset);
  if (upset > 0) return -bad;
  return bad > 0 && good > 0 ? 0.5F * (good - bad) : good - bad;
}

Emotion emotion_by_phrases(const TurnView& view, SentimentLabel label,
                           FrustrationLabel frustration) noexcept {
  if (frustration == FrustrationLabel::Strong) return Emotion::Anger;
  if (frustration == FrustrationLabel::Mild) return Emotion::Disappointment;
  if (label == SentimentLabel::Positive) {
    return view.phrases.strength(PhraseClass::Thanks, kNotMeant) > 0 ? Emotion::Gratitude
                                                                     : Emotion::Joy;
  }
  if (view.phrases.strength(PhraseClass::Clarification, mark::kQuoted) > 0) {
    return Emotion::Confusion;
  }
  return label == SentimentLabel::Negative ? Emotion::Sadness : Emotion::Neutral;
}

SentimentLabel label_of(float score, float threshold) noexcept {
  return score >= threshold    ? SentimentLabel::Positive
         : score <= -threshold ? SentimentLabel::Negative
                               : SentimentLabel::Neutral;
}

}  // namespace

SentimentFinding find_sentiment(const TurnView& view,
                                const FrustrationFinding& frustration) noexcept {
  SentimentFinding finding;
  if (is_foreign_text(view)) {
    finding.emotion_score = 1;
    return finding;
  }
  const float phrases = by_phrases(view, frustration);
  if (!view.scores.scored) {
    finding.score = phrases;
    finding.label = label_of(phrases, kModelLeans);
    finding.emotion = emotion_by_phrases(view, finding.label, frustration.label);
    finding.emotion_score = kGladScore;
    return finding;
  }
  const float model = view.scores.sentiment[2] - view.scores.sentiment[0];
  // Phrases decide where the rules know better: frustration is negative whatever words it
  // borrows, and thanks without any of it are positive.
  const bool upset = frustration.label != FrustrationLabel::None;
  const bool thanks = view.phrases.strength(PhraseClass::Thanks, kNotMeant) > 0;
  finding.score = model;
  if (upset) finding.score = std::min(model, phrases);
  if (thanks && !upset && model > -0.3F) finding.score = std::max(model, kThanksScore);
  const bool news = !upset && !thanks && tells_bad_news(view);
  if (news) finding.score = std::min(finding.score, -kBadNewsScore);
  float middle = view.scores.sentiment[1];
  if (view.phrases.has(PhraseClass::Affirm) || view.phrases.has(PhraseClass::Escalate)) {
    middle += kPlain;
  }
  const float leans = std::max(view.scores.sentiment[0], view.scores.sentiment[2]);
  finding.label = middle > leans && !upset && !thanks && !news
                      ? SentimentLabel::Neutral
                      : label_of(finding.score, kModelLeans);

  std::size_t best = 0;
  for (std::size_t i = 1; i < view.scores.emotion.size(); ++i) {
    if (view.scores.emotion[i] > view.scores.emotion[best]) best = i;
  }
  finding.emotion = static_cast<Emotion>(best + 1);
  finding.emotion_score = view.scores.emotion[best];
  return finding;
}

}  // namespace undertone
