// The filters over three neighbouring words. What a word gives to a window does not depend on the
// words beside it, so it is computed once and kept for the next time the word comes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/byte_cursor.h"
#include "core/base/status.h"
#include "core/base/turn_numbers.h"
#include "core/model/array.h"
#include "core/model/rows.h"

namespace undertone {

/// What of a turn goes through the layers.
struct TurnSums {
  static constexpr std::size_t kMaxFilters = 128;

  /// What the table says of one word.
  struct Word {
    std::uint8_t importance;
    bool known;
  };

  /// per filter: greatest and summed activation
  std::array<std::int32_t, kMaxFilters> most;
  std::array<std::int32_t, kMaxFilters> total;
  /// rows of the words, each times its importance
  std::array<std::int32_t, WordRow::kDimensions> weighted;
  std::int32_t importance;
  std::uint32_t known;
  /// one for each word of the turn
  std::array<Word, limits::kFeatureTokens> words;
};

class Filters {
 public:
  /// Reads the rows of the flags, biases, scales and filters of the section Network (FORMAT.md);
  /// every activation is shifted by `shift`.
  ///
  /// Errors  BadCount, BadValue, OutOfMemory; what was cut short is for the caller to see
  [[nodiscard]] Status read(ByteReader& in, std::size_t count, std::uint32_t shift) noexcept;

  /// One pass over the words of a turn.
  ///
  /// Cost    3 * 64 * count() multiply-adds a word that did not come lately, else as many
  ///         additions as there are filters; no allocation
  /// Effect  keeps words: one thread at a time
  void sum_up(const Rows& rows, const TurnFeatures& turn, TurnSums& sums) const noexcept;

  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// What one activation of a filter is worth.
  [[nodiscard]] float scale(std::size_t filter) const noexcept { return scales_[filter]; }

 private:
  static constexpr std::size_t kFlags = 5;
  static constexpr std::size_t kDimensions = WordRow::kDimensions;
  /// Words that are kept. Chat repeats itself: of the first 100 tokens of MultiDoGO's messages 32
  /// in a hundred come from here, of 1,000 58, of 20,000 65 (doctors' questions: 48, 61, 69).
  static constexpr std::size_t kKept = 256;

  /// What one word gives: to the windows of the word before it, of itself and of the word after
  /// it (stride_ each), then its row times its importance.
  [[nodiscard]] std::int32_t* part(std::size_t place) const noexcept {
    return parts_.data() + place * (3 * stride_ + kDimensions);
  }
  [[nodiscard]] const std::int32_t* part_of(const Rows& rows, const TurnFeatures& turn,
                                            const TurnWord& word,
                                            TurnSums::Word& seen) const noexcept;
  void compute(WordRow& row, std::uint32_t flags, std::int32_t* part) const noexcept;

  std::size_t count_ = 0;
  /// count_ in whole blocks
  std::size_t stride_ = 0;
  std::int32_t shift_ = 0;
  Array<std::int16_t> flags_;    // (kFlags, 64)
  Array<std::int16_t> weights_;  // packed (3 * stride_, 64): for the word after, the word, before
  Array<std::int32_t> biases_;   // (stride_,) in units of the products
  Array<float> scales_;          // (count_,) one activation in floating point
  mutable Array<std::uint32_t> keys_;  // (kKept,) row and flags of the word kept there; 0 = none
  mutable Array<std::int32_t> parts_;  // (kKept + 2, 3 * stride_ + 64): then one for others, zeros
};

}  // namespace undertone
