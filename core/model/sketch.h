// A turn as a conversation may keep it: fixed size, numbers only, no way back to the words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/turn_numbers.h"

namespace undertone {

class Model;

/// A word that carries content: what the request is about.
struct SketchWord {
  std::uint32_t hash = 0;
  /// how telling it is, 1 to 255; function words are left out
  std::uint8_t weight = 0;
  WordKind kind = WordKind::Word;
  bool negated = false;
};

struct Sketch {
  static constexpr std::size_t kDimensions = 64;
  static constexpr std::size_t kWords = 24;

  /// direction of the meaning, length about 127; all 0 = no known word
  std::array<std::int8_t, kDimensions> embedding{};
  /// the most telling words, in the order of the text
  std::array<SketchWord, kWords> words{};
  std::uint8_t num_words = 0;
  /// content words in all, saturating; more than num_words = the sketch is cut
  std::uint8_t num_content_words = 0;
  /// all tokens but punctuation, saturating
  std::uint8_t num_tokens = 0;
  bool asks_question = false;
  bool negated = false;
  /// hash of the whole sequence of words (letter case, punctuation and emoji left out); equal = the
  /// same words
  std::uint32_t sequence_hash = 0;
};

/// How a later user turn relates to an earlier one, wording and meaning only: whether the answer
/// between them failed is for signals/ to say.
struct SameRequest {
  /// probability that the later turn asks for the same as the earlier one, by meaning most of all:
  /// a changed slot ("red shoes" -> "blue shoes") keeps it high, see `slot_changed`
  float probability = 0;
  /// likeness of the meaning, [-1, 1] (cosine)
  float similarity = 0;
  /// weighted share of content words in common, [0, 1]
  float overlap = 0;
  /// how much of the content was exchanged while the frame stayed, [0, 1]: high together with a
  /// high `overlap` of the rest = refine
  float slot_changed = 0;
  /// the same words in the same order
  bool same_words = false;
  /// one of them is negated and the other is not
  bool opposite = false;
};

/// Sums up one turn.
///
/// Output  without a known word the embedding is 0, words are still listed
/// Cost    linear in the words, no allocation
[[nodiscard]] Sketch sketch(const Model& model, const TurnFeatures& turn) noexcept;

/// Compares two user turns of one conversation, `earlier` first.
///
/// Cost    about 1 us
/// Source  models/en/card.md, "Same request"
[[nodiscard]] SameRequest same_request(const Model& model, const Sketch& earlier,
                                       const Sketch& later) noexcept;

/// Likeness of the meaning of any two turns, [-1, 1]; 0 where one has no known word. For topics,
/// relevance and themes.
[[nodiscard]] float similarity(const Sketch& a, const Sketch& b) noexcept;

}  // namespace undertone
