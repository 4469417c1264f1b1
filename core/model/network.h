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
#include "core/model/filters.h"
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
/// Shape  weights (rows, columns) int8 in the file, packed int16 here . scales, biases (rows,)
struct Layer {
  std::size_t rows = 0;
  /// whole parts; what is beyond the file's columns is 0
  std::size_t columns = 0;
  Array<std::int16_t> weights;
  Array<float> scales;
  Array<float> biases;
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

  /// The pass over the words of a turn.
  [[nodiscard]] const Filters& filters() const noexcept { return filters_; }

  /// The layers behind the pass.
  void logits(const Rows& rows, const TurnFeatures& turn, const TurnSums& sums,
              std::array<float, LogitLayout::kCount>& out) const noexcept;

  /// The weighted mean in the space where likeness is measured, scaled to a length of 127.
  void likeness(std::span<const std::int32_t, WordRow::kDimensions> weighted,
                std::span<std::int8_t, WordRow::kDimensions> out) const noexcept;

  /// What the frustration logit gains per part of the context (classify.cpp).
  [[nodiscard]] std::span<const float, kContext> context() const noexcept { return context_; }

 private:
  Filters filters_;
  Array<float> input_shifts_;   // (inputs,)
  Array<float> input_factors_;  // (inputs,)
  Layer hidden_;                // (hidden, inputs)
  Layer heads_;                 // (kCount, hidden)
  Layer likeness_;              // (64, 64)
  std::array<float, kContext> context_{};
};

}  // namespace undertone
