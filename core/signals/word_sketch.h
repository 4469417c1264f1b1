// What is remembered of a message's wording: hashes of its words, never the words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace undertone {

/// The first words of a user message, in order, as hashes of their folded form.
struct WordSketch {
  /// Requests fit; of a longer message the beginning stands for the whole.
  static constexpr std::size_t kWords = 48;

  std::array<std::uint32_t, kWords> words{};
  /// bit i: word i carries meaning of its own (no article, pronoun, courtesy, negation ...)
  std::uint64_t content = 0;
  std::uint8_t num_words = 0;
  /// what is asked for: hash of the question word and, after "how", of the next one; 0 = nothing
  std::uint32_t question = 0;
  /// actions that have an opposite: codes of PhraseClass::Opposite, 0 = none
  std::array<std::uint8_t, 4> actions{};

  [[nodiscard]] constexpr bool empty() const noexcept { return num_words == 0; }
};

/// A fingerprint of an answer: for each of a few hash functions the least hash of its word pairs,
/// so that the share of equal slots estimates the share of equal word pairs (Broder 1997).
struct ShingleSketch {
  static constexpr std::size_t kSlots = 32;

  std::array<std::uint32_t, kSlots> least{};
  /// words of the answer, saturating; 0 = nothing to compare
  std::uint16_t num_words = 0;
};

}  // namespace undertone
