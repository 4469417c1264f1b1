// The table of words: which row a word has, and the row as small integers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/status.h"
#include "core/base/turn_numbers.h"
#include "core/model/array.h"
#include "core/model/key_index.h"

namespace undertone {

/// What the table says of one word.
struct WordRow {
  static constexpr std::size_t kDimensions = 64;

  /// in units of Rows::unit; within +-kRange
  std::array<std::int16_t, kDimensions> values{};
  /// how much it weighs in the meaning of the whole, 0 to 255; 0 = nothing is known of it
  std::uint8_t importance = 0;
};

/// Rows of the known words, then rows of the buckets that letter groups fall into.
///
/// Shape   steps, importance (words + buckets,) uint8 . values (words + buckets, 64) int4, offset
///         by 8, two in a byte, the even dimension in the lower half; value * step = int16
class Rows {
 public:
  /// Largest step times largest value.
  static constexpr std::int32_t kRange = 255 * 8;

  /// Reads the sections Words and Embedding (FORMAT.md).
  ///
  /// Errors    Truncated, BadCount, BadValue, TooLarge, OutOfMemory
  /// Lifetime  keeps views into `embedding`
  [[nodiscard]] Status read(std::span<const std::byte> words,
                            std::span<const std::byte> embedding) noexcept;

  /// Looks a word up: its own row, else the one of its other spelling; num_words() = it has none.
  [[nodiscard]] std::size_t index_of(const TurnWord& word) const noexcept;

  /// The row that index_of found; for num_words() the mean of the word's letter groups.
  void load(std::size_t index, const TurnFeatures& turn, const TurnWord& word,
            WordRow& row) const noexcept;

  [[nodiscard]] std::size_t num_words() const noexcept { return num_words_; }
  [[nodiscard]] std::uint8_t importance(std::size_t index) const noexcept {
    return std::to_integer<std::uint8_t>(importance_[index]);
  }

  /// What one unit of a value is worth.
  [[nodiscard]] float unit() const noexcept { return unit_; }

 private:
  [[nodiscard]] std::size_t row_of(std::uint32_t hash) const noexcept;
  void load(std::size_t row, WordRow& out) const noexcept;

  Array<std::byte> keys_;
  KeyIndex index_;
  std::span<const std::byte> steps_;
  std::span<const std::byte> importance_;
  std::span<const std::byte> values_;
  std::size_t num_words_ = 0;
  std::size_t num_buckets_ = 0;
  float unit_ = 0;
};

}  // namespace undertone
