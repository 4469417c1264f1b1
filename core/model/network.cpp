#include "core/model/network.h"

#include <algorithm>
#include <cmath>

#include "core/model/kernels.h"

namespace undertone {
namespace {

constexpr std::size_t kDimensions = WordRow::kDimensions;

/// Activations between layers are whole 256ths: fine enough to lose nothing beside int8 weights,
/// small enough that the longest sum of products stays in 32 bits.
constexpr float kStep = 256.0F;
constexpr std::int32_t kMostSteps = 15 * 256;

/// Nearest whole step, halves up; the same everywhere, whatever the rounding mode.
std::int16_t to_steps(float value) noexcept {
  const float steps = std::floor(value * kStep + 0.5F);
  const float most = static_cast<float>(kMostSteps);
  return static_cast<std::int16_t>(steps > most ? most : (steps < -most ? -most : steps));
}

float up_to(std::uint32_t value, std::uint32_t most) noexcept {
  return static_cast<float>(std::min(value, most)) / static_cast<float>(most);
}

/// TurnCounts as the network sees them; the same as scalars() in models/features.py.
std::array<float, Network::kScalars> scalars(const TurnFeatures& turn, const TurnSums& sums) {
  const TurnCounts& c = turn.counts;
  const float words = static_cast<float>(std::max<std::uint32_t>(1, c.words));
  const float tokens = static_cast<float>(std::max<std::uint32_t>(1, c.tokens));
  const float listed = static_cast<float>(std::max<std::size_t>(1, turn.num_words));
  return {up_to(c.words, 64),
          up_to(c.words, 8),
          up_to(c.exclamation_marks, 3),
          up_to(c.question_marks, 3),
          c.ends_with_question ? 1.0F : 0.0F,
          static_cast<float>(c.all_caps_words) / words,
          up_to(c.stretched_words, 2),
          up_to(c.ellipses, 1),
          up_to(c.negations, 3),
          up_to(c.intensifiers, 3),
          up_to(c.emoji, 3),
          up_to(c.emoticons, 2),
          up_to(c.numbers, 4),
          up_to(c.urls, 1),
          up_to(c.entities, 1),
          static_cast<float>(c.quoted_tokens) / tokens,
          up_to(c.code_blocks, 1),
          up_to(c.sentences, 5),
          static_cast<float>(turn.num_words - sums.known) / listed,
          up_to(c.codepoints, 400)};
}

/// One dense layer: whole steps in, floating point out.
void run(const Layer& layer, const std::int16_t* in, float* out) noexcept {
  std::array<std::int32_t, Network::kMaxHidden> sums;
  products(in, layer.weights.data(), padded_rows(layer.rows), layer.columns, sums.data());
  for (std::size_t i = 0; i < layer.rows; ++i) {
    out[i] = static_cast<float>(sums[i]) * layer.scales[i] + layer.biases[i];
  }
}

}  // namespace

void Network::logits(const Rows& rows, const TurnFeatures& turn, const TurnSums& sums,
                     std::array<float, LogitLayout::kCount>& out) const noexcept {
  std::array<float, kMaxInputs> values;
  std::size_t at = 0;
  for (std::size_t f = 0; f < filters_.count(); ++f) {
    values[at++] = static_cast<float>(sums.most[f]) * filters_.scale(f);
  }
  const float words = static_cast<float>(std::max<std::size_t>(1, turn.num_words));
  for (std::size_t f = 0; f < filters_.count(); ++f) {
    values[at++] = static_cast<float>(sums.total[f]) / words * filters_.scale(f);
  }
  const float importance = static_cast<float>(std::max(1, sums.importance));
  for (const std::int32_t weighted : sums.weighted) {
    values[at++] = static_cast<float>(weighted) / importance * rows.unit();
  }
  for (const float value : scalars(turn, sums)) values[at++] = value;

  std::array<std::int16_t, padded_columns(kMaxInputs)> inputs{};
  for (std::size_t i = 0; i < at; ++i) {
    inputs[i] = to_steps((values[i] - input_shifts_[i]) * input_factors_[i]);
  }
  std::array<float, kMaxHidden> activations;
  run(hidden_, inputs.data(), activations.data());
  std::array<std::int16_t, kMaxHidden> between{};
  for (std::size_t i = 0; i < hidden_.rows; ++i)
    between[i] = to_steps(std::max(activations[i], 0.0F));
  run(heads_, between.data(), out.data());
}

void Network::likeness(std::span<const std::int32_t, kDimensions> weighted,
                       std::span<std::int8_t, kDimensions> out) const noexcept {
  // Only the direction counts: bring the largest part to the full range of the layer's inputs.
  std::int32_t largest = 1;
  for (const std::int32_t value : weighted) largest = std::max(largest, std::abs(value));
  const float factor = 1024.0F / static_cast<float>(largest);
  std::array<std::int16_t, kDimensions> inputs;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    inputs[i] =
        static_cast<std::int16_t>(std::floor(static_cast<float>(weighted[i]) * factor + 0.5F));
  }
  std::array<float, kDimensions> mapped;
  run(likeness_, inputs.data(), mapped.data());
  float squares = 0;
  for (const float value : mapped) squares += value * value;
  const float length = squares > 0 ? 127.0F / std::sqrt(squares) : 0.0F;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    out[i] = static_cast<std::int8_t>(std::floor(mapped[i] * length + 0.5F));
  }
}

}  // namespace undertone
