// The layers behind the rows.
//
//   rows of three words -> filters -> most and mean over the words -> hidden layer -> logits
//                     \-> weighted mean over the words -----------/-> likeness (sketch.h)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/status.h"
#include "core/base/turn_numbers.h"
#include "core/model/array.h"
#include "core/model/rows.h"

namespace undertone {

/// Logits in the order of the file: one stretch per member of Scores.
struct LogitLayout {
  static constexpr std::size_t kSentiment = 0;
  static constexpr std::size_t kEmotion = 3;
  static constexpr std::size_t kFrustration = 11;
  static constexpr std::size_t kAbuse = 12;
  static constexpr std::size_t kFeedback = 13;
  static constexpr std::size_t kAct = 19;
  static constexpr std::size_t kAssistant = 32;  ///< fallback, refusal, apology, offered, done
  static constexpr std::size_t kCount = 37;
};

/// A dense layer in integers.
///
/// Shape  weights (rows, columns) int8 in the file, int16 here . scales, biases (rows,)
struct Layer {
  std::size_t rows = 0;
  std::size_t columns = 0;
  Array<std::int16_t> weights;
  Array<float> scales;
  Array<float> biases;
};

/// What of a turn goes through the filters and layers.
struct TurnSums {
  static constexpr std::size_t kMaxFilters = 128;

  /// per filter: greatest and summed activation
  std::array<std::int32_t, kMaxFilters> most{};
  std::array<std::int32_t, kMaxFilters> total{};
  /// rows of the words, each times its importance
  std::array<std::int32_t, WordRow::kDimensions> weighted{};
  std::int32_t importance = 0;
  std::uint32_t words = 0;
  std::uint32_t known = 0;
};

class Network {
 public:
  static constexpr std::size_t kScalars = 20;
  static constexpr std::size_t kMaxInputs = 2 * TurnSums::kMaxFilters + 64 + kScalars;
  static constexpr std::size_t kMaxHidden = 256;
  static constexpr std::size_t kContext = 8;

  /// Reads the section Network (FORMAT.md).
  ///
  /// Errors  Truncated, BadCount, BadValue, OutOfMemory
  [[nodiscard]] Status read(std::span<const std::byte> section) noexcept;

  /// One pass over the words of a turn.
  ///
  /// Cost  3 * 64 * filters multiply-adds a word, no allocation
  void sum_up(const Rows& rows, const TurnFeatures& turn, TurnSums& sums) const noexcept;

  /// The layers behind the pass.
  void logits(const Rows& rows, const TurnFeatures& turn, const TurnSums& sums,
              std::array<float, LogitLayout::kCount>& out) const noexcept;

  /// The weighted mean in the space where likeness is measured, scaled to a length of 127.
  void likeness(std::span<const std::int32_t, WordRow::kDimensions> weighted,
                std::span<std::int8_t, WordRow::kDimensions> out) const noexcept;

  /// Adds what a word's flags say to its row.
  void add_flags(std::uint8_t flags,
                 std::span<std::int16_t, WordRow::kDimensions> values) const noexcept;

  /// What the frustration logit gains per part of the context (classify.cpp).
  [[nodiscard]] std::span<const float, kContext> context() const noexcept { return context_; }

 private:
  static constexpr std::size_t kFlags = 5;
  static constexpr std::size_t kWindow = 3 * WordRow::kDimensions;

  std::size_t filters_ = 0;
  std::uint32_t shift_ = 0;
  Array<std::int16_t> flags_;        // (kFlags, 64)
  Array<std::int16_t> conv_;         // (filters, 3 * 64)
  Array<std::int32_t> conv_biases_;  // (filters,) in units of the products
  Array<float> conv_scales_;         // (filters,) one activation in floating point
  Array<float> input_shifts_;        // (inputs,)
  Array<float> input_factors_;       // (inputs,)
  Layer hidden_;                     // (hidden, inputs)
  Layer heads_;                      // (kCount, hidden)
  Layer likeness_;                   // (64, 64)
  std::array<float, kContext> context_{};
};

}  // namespace undertone
