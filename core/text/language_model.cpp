#include "core/text/language_model.h"

#include <algorithm>
#include <cmath>

#include "core/text/tables/language.gen.h"

namespace undertone {
namespace {

using Sums = std::array<std::int32_t, tables::kDimensions>;

/// Adds the row of a letter group, if it has one.
bool add_row(std::uint16_t group, Sums& sums) noexcept {
  const std::uint64_t bits = tables::kGroupBits[group / 64];
  const unsigned bit = group % 64;
  if ((bits >> bit & 1U) == 0) return false;
  const auto below = static_cast<std::size_t>(__builtin_popcountll(bits & ((1ULL << bit) - 1)));
  const std::size_t row = tables::kGroupsBefore[group / 64] + below;
  const char* const weights = tables::kRows[row / tables::kRowsInString] +
                              row % tables::kRowsInString * tables::kDimensions;
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weights[i] - tables::kZeroWeight;
  return true;
}

/// Scores -> probabilities.
void softmax(std::span<float> scores) noexcept {
  const float highest = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float& score : scores) sum += score = std::exp(score - highest);
  for (float& score : scores) score /= sum;
}

}  // namespace

void score_languages(Script script, std::span<const std::uint16_t> letter_groups,
                     LanguageScores& out) noexcept {
  out.num_langs = 0;
  out.num_known = 0;
  const auto* const set =
      std::find_if(tables::kScriptLanguages.begin(), tables::kScriptLanguages.end(),
                   [script](const tables::ScriptLanguages& s) { return s.script == script; });
  if (set == tables::kScriptLanguages.end()) return;

  Sums sums{};
  for (const std::uint16_t group : letter_groups) out.num_known += add_row(group, sums) ? 1 : 0;
  // As in training: a sum over more groups counts more, but not in proportion.
  const float scale =
      tables::kHeadScale / std::sqrt(static_cast<float>(std::max<std::size_t>(out.num_known, 1)));
  constexpr std::size_t kNumLangs = tables::kModelLanguages.size();
  for (std::size_t lang = set->begin; lang < set->end; ++lang) {
    std::int32_t dot = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      dot += sums[i] * tables::kHeads[i * kNumLangs + lang];
    }
    out.langs[out.num_langs] = tables::kModelLanguages[lang];
    out.scores[out.num_langs] =
        static_cast<float>(dot) * scale + static_cast<float>(tables::kBias[lang]) / 256.0F;
    ++out.num_langs;
  }
  softmax({out.scores.data(), out.num_langs});
}

}  // namespace undertone
