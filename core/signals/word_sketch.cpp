// What later turns compare themselves with.
#include <algorithm>

#include "core/base/word_hash.h"
#include "core/signals/rules.h"

namespace undertone {
namespace {

bool is_worded(WordKind kind) noexcept {
  return kind != WordKind::Punctuation && kind != WordKind::Symbol && kind != WordKind::Emoji &&
         kind != WordKind::Emoticon;
}

std::uint32_t mix(std::uint32_t hash, std::uint32_t value) noexcept {
  for (int shift = 0; shift < 32; shift += 8) {
    hash = word_hash_step(hash, static_cast<std::uint8_t>(value >> shift));
  }
  return hash;
}

/// Spreads a shingle's hash for one slot (the finalizer of MurmurHash3, with the slot added).
std::uint32_t spread(std::uint32_t hash, std::size_t slot) noexcept {
  hash += static_cast<std::uint32_t>(slot) * 0x9E3779B9U;
  hash ^= hash >> 16U;
  hash *= 0x85EBCA6BU;
  hash ^= hash >> 13U;
  hash *= 0xC2B2AE35U;
  return hash ^ (hash >> 16U);
}

}  // namespace

WordSketch word_sketch(const TurnFeatures& turn, const PhraseReading& phrases) noexcept {
  WordSketch sketch;
  std::size_t read = 0;  // walks the phrase words beside the turn's words
  const std::span<const PhraseWord> symbols = phrases.words();
  std::size_t how = symbols.size();
  for (std::size_t i = 0; i < turn.num_words; ++i) {
    const TurnWord& word = turn.word_buffer[i];
    while (read < symbols.size() && symbols[read].source < i) ++read;
    const bool known = read < symbols.size() && symbols[read].source == i;
    const std::uint8_t classes = known ? symbols[read].classes : std::uint8_t{0};
    if (!is_worded(word.kind) || sketch.num_words == WordSketch::kWords) continue;
    const std::size_t at = sketch.num_words++;
    sketch.words[at] = word.hash;
    if ((classes & word_class::kFunction) == 0) sketch.content |= std::uint64_t{1} << at;
    if ((classes & word_class::kQuestion) != 0 && sketch.question == 0) {
      sketch.question = word.hash;
      how = read + 1;
    } else if (known && read == how) {
      sketch.question =
          mix(sketch.question, (classes & word_class::kFunction) != 0 ? 0 : word.hash);
    }
  }
  std::size_t num_actions = 0;
  for (const MarkedHit& one : phrases.hits()) {
    if (one.hit.phrase_class != PhraseClass::Opposite) continue;
    if (num_actions < sketch.actions.size()) sketch.actions[num_actions++] = one.hit.weight;
  }
  return sketch;
}

ShingleSketch shingle_sketch(const TurnFeatures& turn) noexcept {
  ShingleSketch sketch;
  sketch.least.fill(UINT32_MAX);
  std::uint32_t previous = 0;
  for (const TurnWord& word : turn.words()) {
    if (!is_worded(word.kind)) continue;
    if (sketch.num_words < UINT16_MAX) ++sketch.num_words;
    const std::uint32_t pair = mix(previous, word.hash);
    for (std::size_t slot = 0; slot < ShingleSketch::kSlots; ++slot) {
      sketch.least[slot] = std::min(sketch.least[slot], spread(pair, slot));
    }
    previous = word.hash;
  }
  return sketch;
}

float likeness(const ShingleSketch& answer, const ShingleSketch& earlier) noexcept {
  // "OK" after "OK" is no repetition worth a number.
  constexpr std::uint16_t kLeastWords = 3;
  if (answer.num_words < kLeastWords || earlier.num_words < kLeastWords) return 0;
  std::size_t equal = 0;
  for (std::size_t slot = 0; slot < ShingleSketch::kSlots; ++slot) {
    equal += answer.least[slot] == earlier.least[slot] ? 1U : 0U;
  }
  return static_cast<float>(equal) / static_cast<float>(ShingleSketch::kSlots);
}

}  // namespace undertone
