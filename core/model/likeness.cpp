#include "core/model/likeness.h"

#include <algorithm>

#include "core/base/byte_cursor.h"
#include "core/base/exponential.h"

namespace undertone {
namespace {

float share(std::uint32_t part, std::uint32_t whole) noexcept {
  return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
}

/// Common words of two sketches, each word used once.
struct Common {
  std::uint32_t weight = 0;          ///< by the earlier one's weights
  std::uint32_t earlier_weight = 0;  ///< of all its words
  std::uint32_t later_weight = 0;
  std::uint32_t later_common = 0;  ///< by the later one's weights
  std::uint32_t words = 0;
  std::uint32_t in_order = 0;
  std::uint32_t numbers = 0;  ///< of both
  std::uint32_t common_numbers = 0;
};

Common find_common(const Sketch& earlier, const Sketch& later) noexcept {
  Common out;
  std::array<bool, Sketch::kWords> used{};
  std::size_t last = 0;
  for (std::size_t j = 0; j < later.num_words; ++j) {
    out.later_weight += later.words[j].weight;
    out.numbers += later.words[j].kind == WordKind::Number ? 1U : 0U;
  }
  for (std::size_t i = 0; i < earlier.num_words; ++i) {
    const SketchWord& word = earlier.words[i];
    out.earlier_weight += word.weight;
    out.numbers += word.kind == WordKind::Number ? 1U : 0U;
    for (std::size_t j = 0; j < later.num_words; ++j) {
      if (used[j] || later.words[j].hash != word.hash) continue;
      used[j] = true;
      out.weight += word.weight;
      out.later_common += later.words[j].weight;
      out.in_order += out.words == 0 || j > last ? 1U : 0U;
      out.common_numbers += word.kind == WordKind::Number ? 2U : 0U;
      ++out.words;
      last = j;
      break;
    }
  }
  return out;
}

bool finite(float value) noexcept { return value >= -1e4F && value <= 1e4F; }

}  // namespace

SketchPair compare(const Sketch& earlier, const Sketch& later) noexcept {
  const Common common = find_common(earlier, later);
  SketchPair out;
  out.cosine = similarity(earlier, later);
  const std::uint32_t both = common.weight + common.later_common;
  out.overlap = share(both, common.earlier_weight + common.later_weight);
  out.earlier_covered = share(common.weight, common.earlier_weight);
  out.later_covered = share(common.later_common, common.later_weight);
  out.order = share(common.in_order, common.words);
  out.numbers_differ = share(common.numbers - common.common_numbers, common.numbers);
  const std::uint32_t shorter = std::min(earlier.num_tokens, later.num_tokens);
  out.length_ratio = share(shorter, std::max(earlier.num_tokens, later.num_tokens));
  out.later_short = 1.0F / (1.0F + static_cast<float>(later.num_content_words));
  out.both_ask = earlier.asks_question && later.asks_question ? 1.0F : 0.0F;
  out.one_asks = earlier.asks_question != later.asks_question ? 1.0F : 0.0F;
  out.opposite = earlier.negated != later.negated ? 1.0F : 0.0F;
  const bool same = earlier.sequence_hash == later.sequence_hash && earlier.num_tokens > 0;
  out.same_words = same ? 1.0F : 0.0F;
  return out;
}

Status LikenessJudge::read(std::span<const std::byte> section) noexcept {
  ByteReader in{section};
  const std::uint32_t inputs = in.u32();
  const std::uint32_t hidden = in.u32();
  if (!in.ok()) return Status::Truncated;
  if (inputs != kInputs || hidden != 0) return Status::BadCount;
  for (float& weight : weights_) weight = in.f32();
  bias_ = in.f32();
  if (!in.ok()) return Status::Truncated;
  return std::all_of(weights_.begin(), weights_.end(), finite) && finite(bias_) ? Status::Ok
                                                                                : Status::BadValue;
}

float LikenessJudge::probability(const SketchPair& pair) const noexcept {
  const std::array<float, kInputs> inputs = {
      pair.cosine,   pair.overlap,        pair.earlier_covered, pair.later_covered,
      pair.order,    pair.numbers_differ, pair.length_ratio,    pair.later_short,
      pair.both_ask, pair.one_asks,       pair.opposite,        pair.same_words};
  float logit = bias_;
  for (std::size_t i = 0; i < kInputs; ++i) logit += weights_[i] * inputs[i];
  return 1.0F / (1.0F + exponential(-logit));
}

}  // namespace undertone
