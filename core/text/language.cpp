#include "core/text/language.h"

#include <algorithm>
#include <cstddef>

#include "core/text/language_features.h"
#include "core/text/language_model.h"

namespace undertone {
namespace {

// Chosen on the development fold (models/langid/card.md).
/// Least probability at which a language is named at all.
constexpr float kNamed = 0.3F;
/// Letters that a message must have to be judged: "x" and the "e" of "15 e 4" are no language.
constexpr std::uint32_t kLeastLetters = 2;
/// Least probability of a message that may change the language of its conversation.
constexpr float kReliable = 0.85F;
/// The same for a message of so few letters ("no", "si", "ja") that several languages share it.
constexpr float kNamedByFew = 0.7F;
constexpr std::uint32_t kFewLetters = 4;
/// How much likelier a message is in the language of its conversation than the model thinks.
constexpr float kRunningOdds = 30.0F;
/// Least share of Kana among the letters of Japanese text; Chinese has none.
constexpr float kKanaShare = 0.1F;

/// The only language of the list that a script writes; Und if several do, or none.
constexpr Lang only_language(Script script) noexcept {
  switch (script) {
    case Script::Greek:
      return Lang::El;
    case Script::Armenian:
      return Lang::Hy;
    case Script::Hebrew:
      return Lang::He;
    case Script::Bengali:
      return Lang::Bn;
    case Script::Gurmukhi:
      return Lang::Pa;
    case Script::Gujarati:
      return Lang::Gu;
    case Script::Tamil:
      return Lang::Ta;
    case Script::Telugu:
      return Lang::Te;
    case Script::Thai:
      return Lang::Th;
    case Script::Georgian:
      return Lang::Ka;
    case Script::Hangul:
      return Lang::Ko;
    default:
      return Lang::Und;
  }
}

std::uint32_t count(const ScriptCounts& letters, Script script) noexcept {
  return letters[static_cast<std::size_t>(script)];
}

/// Chinese or Japanese: Kana decide. A few ideographs without Kana may be either.
LanguageGuess guess_ideographic(const ScriptCounts& letters, Lang running) noexcept {
  const auto kana = static_cast<float>(count(letters, Script::Kana));
  const auto han = static_cast<float>(count(letters, Script::Han));
  if (kana >= kKanaShare * (kana + han)) return {Lang::Ja, 0.99F, true};
  if (running == Lang::Ja && kana + han < 8) return {Lang::Ja, 0.7F, false};
  return {Lang::Zh, 0.98F, true};
}

/// The most probable language, given what the conversation was in.
LanguageGuess best_of(LanguageScores& scores, float least, Lang running) noexcept {
  const std::span<float> all{scores.scores.data(), scores.num_langs};
  float sum = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (scores.langs[i] == running && running != Lang::Und) all[i] *= kRunningOdds;
    sum += all[i];
  }
  const auto best =
      static_cast<std::size_t>(std::max_element(all.begin(), all.end()) - all.begin());
  const float probability = all[best] / sum;
  const Lang lang = scores.langs[best];
  if (lang == Lang::Und || probability < least) return {};
  return {lang, probability, probability >= kReliable};
}

LanguageGuess guess_alone(const LanguageModel* model, std::string_view text,
                          std::span<const Token> tokens, Lang running) noexcept {
  const ScriptCounts letters = count_scripts(text, tokens);
  const Script script = dominant_script(letters);
  if (script == Script::Common) return {};
  if (script == Script::Han || script == Script::Kana) return guess_ideographic(letters, running);
  if (const Lang only = only_language(script); only != Lang::Und) return {only, 0.99F, true};
  if (model == nullptr) return {};

  const std::uint32_t num_letters = count(letters, script);
  if (num_letters < kLeastLetters) return {};
  LetterGroups groups;
  collect_letter_groups(text, tokens, script, groups);
  LanguageScores scores;
  model->score(script, groups.all(), scores);
  if (scores.num_langs == 0 || scores.num_known == 0) return {};
  return best_of(scores, num_letters < kFewLetters ? kNamedByFew : kNamed, running);
}

}  // namespace

LanguageGuess guess_language(const LanguageModel* model, std::string_view text,
                             std::span<const Token> tokens, Lang running) noexcept {
  const LanguageGuess guess = guess_alone(model, text, tokens, running);
  if (guess.reliable || running == Lang::Und || guess.lang == running) return guess;
  return {running, 0, false};
}

}  // namespace undertone
