#include "core/signals/same_words.h"

#include <algorithm>

namespace undertone {
namespace {

bool is_content(const WordSketch& sketch, std::size_t at) noexcept {
  return (sketch.content >> at & 1U) != 0;
}

bool holds(const WordSketch& sketch, std::uint32_t word) noexcept {
  const auto* const end = sketch.words.data() + sketch.num_words;
  return std::find(sketch.words.data(), end, word) != end;
}

struct Counts {
  std::size_t content = 0;
  std::size_t shared = 0;
};

/// Content words of `a`, and those that `b` has, too.
Counts count(const WordSketch& a, const WordSketch& b, bool any_word) noexcept {
  Counts counts;
  for (std::size_t i = 0; i < a.num_words; ++i) {
    if (!any_word && !is_content(a, i)) continue;
    ++counts.content;
    counts.shared += holds(b, a.words[i]) ? 1U : 0U;
  }
  return counts;
}

bool equal_sequence(const WordSketch& a, const WordSketch& b) noexcept {
  return a.num_words == b.num_words && a.num_words > 0 &&
         std::equal(a.words.data(), a.words.data() + a.num_words, b.words.data());
}

std::uint8_t other_side(std::uint8_t code) noexcept {
  return static_cast<std::uint8_t>(code % 2 == 1 ? code + 1 : code - 1);
}

bool has_action(const WordSketch& sketch, std::uint8_t code) noexcept {
  return std::find(sketch.actions.begin(), sketch.actions.end(), code) != sketch.actions.end();
}

}  // namespace

WordComparison same_words(const WordSketch& earlier, const WordSketch& later) noexcept {
  WordComparison same;
  if (earlier.empty() || later.empty()) return same;
  same.same_words = equal_sequence(earlier, later);
  // Requests of function words alone ("what is it?") have nothing else to compare.
  const bool any_word = earlier.content == 0 || later.content == 0;
  const Counts old = count(earlier, later, any_word);
  const Counts now = count(later, earlier, any_word);
  const auto most = static_cast<float>(std::max(old.content, now.content));
  const std::size_t lost = old.content - old.shared;
  const std::size_t gained = now.content - now.shared;
  same.overlap = static_cast<float>(std::min(old.shared, now.shared)) / most;
  same.probability = same.same_words ? 1.0F : same.overlap;
  // The frame stays, one or two words are exchanged or added.
  const bool frame = now.shared > 0 && lost <= 2 && gained > 0 && gained <= 2;
  same.lost = lost;
  same.slot_changed = frame && !any_word ? same.overlap : 0.0F;
  same.opposite = opposite_actions(earlier, later);
  return same;
}

bool opposite_actions(const WordSketch& a, const WordSketch& b) noexcept {
  for (const std::uint8_t action : a.actions) {
    if (action == 0) continue;
    const std::uint8_t other = other_side(action);
    if (has_action(b, other) && !has_action(b, action) && !has_action(a, other)) return true;
  }
  return false;
}

bool other_question(const WordSketch& a, const WordSketch& b) noexcept {
  return a.question != 0 && b.question != 0 && a.question != b.question;
}

}  // namespace undertone
