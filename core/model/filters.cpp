#include "core/model/filters.h"

#include <cstring>

#include "core/model/kernels.h"

namespace undertone {
namespace {

/// So that the sum over limits::kFeatureTokens words stays in 32 bits, whatever the file says.
constexpr std::int32_t kMostActivation = 1 << 21;

/// Before the first word: no sum of products lifts it over 0.
constexpr std::int32_t kShut = -(1 << 30);

/// Flags that have a row of their own, in the order of the file.
constexpr std::array<std::uint8_t, 5> kFlagBits = {word_flag::kAllCaps, word_flag::kStretched,
                                                   word_flag::kQuoted, word_flag::kNegated,
                                                   word_flag::kIntensified};
constexpr std::uint32_t kAllFlagBits = 2 | 4 | 8 | 32 | 64;

/// Values beside each other, as many as the target computes with at once.
#if defined(__wasm__) && !defined(__wasm_simd128__)
using Lanes = std::int32_t;
#else
using Lanes = std::int32_t __attribute__((vector_size(16)));
#endif
constexpr std::size_t kLanes = sizeof(Lanes) / sizeof(std::int32_t);
static_assert(kBlockRows % kLanes == 0);

Lanes load(const std::int32_t* from) noexcept {
  Lanes values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

Lanes greater(Lanes a, Lanes b) noexcept { return a > b ? a : b; }
Lanes smaller(Lanes a, Lanes b) noexcept { return a < b ? a : b; }

/// What the filters have seen so far.
struct Pass {
  using Values = std::array<Lanes, TurnSums::kMaxFilters / kLanes>;

  /// windows around the last word: lack what the word after it gives
  Values last;
  /// windows around the word to come: what the last word gives to them
  Values next{};
  Values most{};
  Values total{};
  std::array<Lanes, WordRow::kDimensions / kLanes> weighted{};
};

}  // namespace

void Filters::compute(WordRow& row, std::uint32_t flags, std::int32_t* part) const noexcept {
  for (std::size_t f = 0; f < kFlags; ++f) {
    if ((flags & kFlagBits[f]) == 0) continue;
    for (std::size_t i = 0; i < kDimensions; ++i) {
      row.values[i] = static_cast<std::int16_t>(row.values[i] + flags_[f * kDimensions + i]);
    }
  }
  products(row.values.data(), weights_.data(), 3 * stride_, kDimensions, part);
  std::int32_t* const weighted = part + 3 * stride_;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    weighted[i] = std::int32_t{row.values[i]} * row.importance;
  }
}

const std::int32_t* Filters::part_of(const Rows& rows, const TurnFeatures& turn,
                                     const TurnWord& word, TurnSums::Word& seen) const noexcept {
  const std::uint32_t flags = word.flags & kAllFlagBits;
  const std::size_t at = rows.index_of(word);
  seen.known = at < rows.num_words();
  std::size_t place = kKept;
  if (seen.known) {
    const auto key = static_cast<std::uint32_t>((at + 1) << 8 | flags);
    place = (at + flags) % kKept;
    seen.importance = rows.importance(at);
    if (keys_[place] == key) return part(place);
    keys_[place] = key;
  }
  WordRow row;
  rows.load(at, turn, word, row);
  seen.importance = row.importance;
  compute(row, flags, part(place));
  return part(place);
}

void Filters::sum_up(const Rows& rows, const TurnFeatures& turn, TurnSums& sums) const noexcept {
  sums.importance = 0;
  sums.known = 0;
  Pass pass;
  pass.last.fill(Lanes{} + kShut);
  for (std::size_t i = 0; i <= turn.num_words; ++i) {
    const std::int32_t* part = this->part(kKept + 1);
    if (i < turn.num_words) {
      TurnSums::Word& seen = sums.words[i];
      part = part_of(rows, turn, turn.word_buffer[i], seen);
      sums.importance += seen.importance;
      sums.known += seen.known ? 1U : 0U;
    }
    for (std::size_t f = 0; f < stride_; f += kLanes, part += kLanes) {
      const std::size_t at = f / kLanes;
      const Lanes sum = greater(pass.last[at] + load(part), Lanes{}) >> shift_;
      const Lanes activation = smaller(sum, Lanes{} + kMostActivation);
      pass.most[at] = greater(pass.most[at], activation);
      pass.total[at] += activation;
      pass.last[at] = pass.next[at] + load(part + stride_) + load(&biases_[f]);
      pass.next[at] = load(part + 2 * stride_);
    }
    part += 2 * stride_;
    for (Lanes& weighted : pass.weighted) {
      weighted += load(part);
      part += kLanes;
    }
  }
  std::memcpy(sums.most.data(), pass.most.data(), sizeof sums.most);
  std::memcpy(sums.total.data(), pass.total.data(), sizeof sums.total);
  std::memcpy(sums.weighted.data(), pass.weighted.data(), sizeof sums.weighted);
}

}  // namespace undertone
