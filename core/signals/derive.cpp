#include "core/signals/derive.h"

#include "core/model/model.h"
#include "core/signals/rules.h"

namespace undertone {
namespace {

EnumCounts<EntityType> count_types(std::span<const Entity> entities) noexcept {
  EnumCounts<EntityType> counts;
  for (const Entity& entity : entities) counts.add(entity.type);
  return counts;
}

float clamp(float value) noexcept { return value < 0 ? 0 : value > 1 ? 1 : value; }

/// Without a model only a phrase tells more than a question mark does.
void without_model(const TurnView& view, UserSignals& signals, UserTurnMemory& now) noexcept {
  now.asks = view.turn.counts.words > 0;
  signals.act = view.turn.counts.ends_with_question ? Act::Question : Act::Other;
  signals.sentiment_label = SentimentLabel::Unscored;
  signals.emotion = Emotion::Unscored;
  signals.frustration_label = FrustrationLabel::Unscored;
  const ActFinding act = find_act(view);
  if (act.act == Act::Thanks || act.act == Act::Escalate) signals.act = act.act;
  signals.feedback = find_feedback(view, act).feedback;
}

void with_model(const TurnView& view, UserSignals& signals, UserTurnMemory& now) noexcept {
  signals.scored = true;
  const ActFinding act = find_act(view);
  signals.act = act.act;
  signals.act_score = act.score;

  const FrustrationFinding frustration = find_frustration(view, act.act);
  signals.frustration_label = frustration.label;
  signals.frustration = frustration.score;
  if (frustration.label != FrustrationLabel::None) signals.frustration_cues = frustration.cues;
  signals.giving_up = frustration.giving_up;

  const SentimentFinding sentiment = find_sentiment(view, frustration);
  signals.sentiment_label = sentiment.label;
  signals.sentiment = sentiment.score;
  signals.emotion = sentiment.emotion;
  signals.emotion_score = sentiment.emotion_score;
  // Who begins with "my tent arrived with a broken pole" asks for help, and so does, at any time,
  // who tells of a risk.
  const bool reports_problem = act.act == Act::Statement &&
                               sentiment.label == SentimentLabel::Negative &&
                               frustration.label == FrustrationLabel::None &&
                               (view.situation.first_turn || !signals.risk.empty());
  now.asks = act.asks || reports_problem;

  const FeedbackFinding feedback = find_feedback(view, act);
  signals.feedback = feedback.feedback;
  signals.feedback_score = feedback.score;
}

}  // namespace

UserSignals derive_user_signals(const Model* model, const PhraseTable& table, Lang lang,
                                const TurnFeatures& turn, const Scores& scores,
                                std::span<const Entity> entities, DialogueMemory& memory) noexcept {
  const PhraseReading phrases{table, turn};
  const Situation situation = situation_of(memory);
  const TurnView view{turn, phrases, scores, situation, memory};

  UserSignals signals;
  signals.lang = lang;
  signals.length_codepoints = turn.counts.codepoints;
  signals.length_tokens = turn.counts.tokens;
  signals.pii = count_types(entities);
  signals.risk = find_risks(view, entities);

  UserTurnMemory now;
  now.words = word_sketch(turn, phrases);
  if (model != nullptr) {
    now.meaning = scores.meaning;
    with_model(view, signals, now);
  } else {
    without_model(view, signals, now);
  }
  now.act = signals.act;
  now.frustration = signals.frustration_label;

  const RephraseFinding rephrase = find_rephrase(view, now, signals.feedback, model);
  signals.rephrase_label = rephrase.label;
  signals.rephrase = rephrase.score;
  signals.rephrase_of = rephrase.turns_back;

  if (lang != Lang::Und) memory.user_lang = lang;
  memory.remember(now);
  return signals;
}

AssistantSignals derive_assistant_signals(const Model* model, const PhraseTable& table, Lang lang,
                                          const TurnFeatures& turn, const Scores& scores,
                                          std::span<const Entity> entities, ErrorClass error,
                                          DialogueMemory& memory) noexcept {
  const PhraseReading phrases{table, turn};
  const Situation situation = situation_of(memory);
  const TurnView view{turn, phrases, scores, situation, memory};

  AssistantSignals signals;
  signals.lang = lang;
  signals.length_codepoints = turn.counts.codepoints;
  signals.length_tokens = turn.counts.tokens;
  signals.pii = count_types(entities);
  signals.lang_mismatch =
      lang != Lang::Und && memory.user_lang != Lang::Und && lang != memory.user_lang;

  AnswerMemory answer;
  answer.lang = lang;
  answer.error = error != ErrorClass::None;
  answer.shingles = shingle_sketch(turn);
  for (std::size_t i = 0; i < memory.answers.size(); ++i) {
    const float like = likeness(answer.shingles, memory.answers[i].shingles);
    if (i == 0) signals.repeat_of_last = like;
    if (like > signals.repeat) signals.repeat = like;
  }
  signals.scored = model != nullptr;
  find_answer_flags(view, signals, answer);
  if (signals.scored && !memory.user_turns.empty()) {
    signals.relevance = clamp(similarity(memory.user_turns[0].meaning, scores.meaning));
  }
  memory.remember(answer);
  return signals;
}

}  // namespace undertone
