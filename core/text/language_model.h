// Scores of the languages of one script for the letter groups of a message.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/vocabulary.gen.h"
#include "core/text/char_class.h"

namespace undertone {

/// Probabilities of the languages that share a script.
struct LanguageScores {
  /// room for the largest such set (Latin)
  std::array<Lang, enum_size<Lang>> langs{};
  std::array<float, enum_size<Lang>> scores{};
  std::size_t num_langs = 0;
  /// letter groups that the model knows; 0: the probabilities are those of no text at all
  std::size_t num_known = 0;

  [[nodiscard]] float score_of(Lang lang) const noexcept {
    for (std::size_t i = 0; i < num_langs; ++i) {
      if (langs[i] == lang) return scores[i];
    }
    return 0;
  }
};

/// Runs the model over letter groups of a text in `script`.
///
/// Output  scores in [0, 1] that sum to 1; none if the script is not shared by several languages
/// Cost    a few additions for each known letter group
/// Source  models/langid/card.md
void score_languages(Script script, std::span<const std::uint16_t> letter_groups,
                     LanguageScores& out) noexcept;

}  // namespace undertone
