#include "core/model/sketch.h"

#include <algorithm>
#include <cmath>

#include "core/base/word_hash.h"
#include "core/model/likeness.h"
#include "core/model/parts.h"

namespace undertone {
namespace {

/// Below this weight, of 255, a word is no content: articles, pronouns, courtesy. In the shipped
/// model "the" has 52, "please" 82, "get" 91, "card" 123, "flight" 188, "password" 240.
constexpr std::uint8_t kContentWeight = 90;

/// Unknown words (names, products, codes) are what a request is about.
constexpr std::uint8_t kUnknownWeight = 160;

std::uint8_t saturating_next(std::uint8_t count) noexcept {
  return static_cast<std::uint8_t>(count + (count < UINT8_MAX ? 1 : 0));
}

bool counts_as_word(WordKind kind) noexcept {
  return kind != WordKind::Punctuation && kind != WordKind::Emoji && kind != WordKind::Emoticon &&
         kind != WordKind::Symbol;
}

/// Takes the place of the least telling word if it is full.
void list(const SketchWord& word, Sketch& sketch) noexcept {
  sketch.num_content_words = saturating_next(sketch.num_content_words);
  if (sketch.num_words < Sketch::kWords) {
    sketch.words[sketch.num_words++] = word;
    return;
  }
  const auto lighter = [](const SketchWord& a, const SketchWord& b) { return a.weight < b.weight; };
  const auto least = std::min_element(sketch.words.begin(), sketch.words.end(), lighter);
  if (least->weight >= word.weight) return;
  std::copy(least + 1, sketch.words.end(), least);
  sketch.words.back() = word;
}

std::uint8_t weight_of(const TurnWord& word, TurnSums::Word seen) noexcept {
  if (word.kind == WordKind::Number) return kUnknownWeight;
  return seen.known ? seen.importance : std::max(seen.importance, kUnknownWeight);
}

}  // namespace

Sketch sketch(const Model& model, const TurnFeatures& turn) noexcept {
  const Model::Parts& parts = model.parts();
  TurnSums sums;
  parts.network.filters().sum_up(parts.rows, turn, sums);
  return sketch(parts, turn, sums);
}

Sketch sketch(const Model::Parts& parts, const TurnFeatures& turn, const TurnSums& sums) noexcept {
  Sketch out;
  out.asks_question = turn.counts.ends_with_question;
  out.sequence_hash = kWordHashSeed;
  for (std::size_t i = 0; i < turn.num_words; ++i) {
    const TurnWord& word = turn.word_buffer[i];
    if (!counts_as_word(word.kind)) continue;
    out.num_tokens = saturating_next(out.num_tokens);
    for (unsigned shift = 0; shift < 32; shift += 8) {
      out.sequence_hash =
          word_hash_step(out.sequence_hash, static_cast<std::uint8_t>(word.other_hash >> shift));
    }
    if ((word.flags & word_flag::kNegator) != 0) {
      // "No, in Paris" turns nothing round.
      const bool reaches = i + 1 < turn.num_words && counts_as_word(turn.word_buffer[i + 1].kind);
      if (reaches) out.negated = !out.negated;
      continue;
    }
    const std::uint8_t weight = weight_of(word, sums.words[i]);
    if (weight < kContentWeight) continue;
    list({word.other_hash, weight, word.kind, (word.flags & word_flag::kNegated) != 0}, out);
  }
  parts.network.likeness(sums.weighted, out.embedding);
  return out;
}

float similarity(const Sketch& a, const Sketch& b) noexcept {
  std::int32_t product = 0;
  std::int32_t squares_a = 0;
  std::int32_t squares_b = 0;
  for (std::size_t d = 0; d < Sketch::kDimensions; ++d) {
    product += std::int32_t{a.embedding[d]} * b.embedding[d];
    squares_a += std::int32_t{a.embedding[d]} * a.embedding[d];
    squares_b += std::int32_t{b.embedding[d]} * b.embedding[d];
  }
  if (squares_a == 0 || squares_b == 0) return 0;
  const float lengths =
      std::sqrt(static_cast<float>(squares_a)) * std::sqrt(static_cast<float>(squares_b));
  return std::clamp(static_cast<float>(product) / lengths, -1.0F, 1.0F);
}

SameRequest same_request(const Model& model, const Sketch& earlier, const Sketch& later) noexcept {
  const SketchPair pair = compare(earlier, later);
  SameRequest out;
  out.probability = model.parts().judge.probability(pair);
  out.similarity = pair.cosine;
  out.overlap = pair.overlap;
  out.same_words = pair.same_words > 0;
  out.opposite = pair.opposite > 0;
  // Something of each side has no counterpart while the rest is shared.
  const float exchanged = std::min(1.0F - pair.earlier_covered, 1.0F - pair.later_covered);
  out.slot_changed = std::max(exchanged, pair.numbers_differ);
  if (earlier.num_words == 0 || later.num_words == 0) out.slot_changed = 0;
  return out;
}

}  // namespace undertone
