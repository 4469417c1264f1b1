// Scores of the languages of one script for the letter groups of a message. The bytes of the model
// file: models/langid/FORMAT.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/base/status.h"
#include "core/base/vocabulary.gen.h"
#include "core/text/char_class.h"
#include "core/text/language_features.h"

namespace undertone {

class ByteReader;

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

class LanguageModel {
 public:
  /// Weights of a letter group.
  static constexpr std::size_t kDimensions = 8;

  /// Whether a file says that it is a language model; other models are files of another kind.
  [[nodiscard]] static bool is_file(std::span<const std::byte> file) noexcept;

  /// Checks a file and takes what it needs of it. Once for each object, which is of no use if the
  /// file is refused.
  ///
  /// Input   any bytes, hostile ones included
  /// Errors  Truncated, BadMagic, BadVersion, BadChecksum, BadCount, BadValue, WrongLanguage,
  ///         TooLarge, OutOfMemory
  /// Lifetime  copies the file: the span need not outlive the call
  /// Cost    one pass over the file, memory about its size
  [[nodiscard]] Status load(std::span<const std::byte> file) noexcept;

  /// Runs the model over letter groups of a text in `script`.
  ///
  /// Output  scores in [0, 1] that sum to 1; none if the script is not shared by several languages
  /// Cost    a few additions for each known letter group
  /// Source  models/langid/card.md
  void score(Script script, std::span<const std::uint16_t> letter_groups,
             LanguageScores& out) const noexcept;

 private:
  static constexpr std::size_t kMaxScripts = 8;
  static constexpr std::size_t kGroupsInWord = 64;
  /// As vectors, so that a row is added without a loop.
  using Sums = std::int32_t __attribute__((vector_size(kDimensions * sizeof(std::int32_t))));

  /// Languages of one script, [begin, end) of langs_.
  struct ScriptLanguages {
    Script script{};
    std::uint8_t begin = 0;
    std::uint8_t end = 0;
  };

  [[nodiscard]] Status read_languages(ByteReader& in) noexcept;
  [[nodiscard]] Status read_rows(ByteReader& in, std::size_t num_rows) noexcept;
  [[nodiscard]] bool add_row(std::uint16_t group, Sums& sums) const noexcept;

  /// What a unit of heads_ stands for.
  float head_scale_ = 0;
  std::size_t num_langs_ = 0;
  std::size_t num_scripts_ = 0;
  std::array<ScriptLanguages, kMaxScripts> scripts_{};
  /// In the order of the scores.
  std::array<Lang, enum_size<Lang>> langs_{};
  /// Score of each language to begin with, in 1/256.
  std::array<std::int16_t, enum_size<Lang>> bias_{};
  /// (kDimensions, languages), in head_scale_.
  std::array<std::int8_t, kDimensions * enum_size<Lang>> heads_{};
  /// A bit for each letter group that has a row, lowest first.
  std::array<std::uint64_t, kLetterGroups / kGroupsInWord> group_bits_{};
  /// Bits set before each word of group_bits_.
  std::array<std::uint16_t, kLetterGroups / kGroupsInWord> groups_before_{};
  /// (letter groups that have one, kDimensions)
  std::unique_ptr<std::int8_t[]> rows_;
};

}  // namespace undertone
