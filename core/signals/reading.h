// What the phrases of a turn say, and what takes their force away.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/turn_numbers.h"
#include "core/model/phrase_table.h"

namespace undertone {

/// What may take the force from a phrase; bits.
namespace mark {
inline constexpr std::uint8_t kNegated = 1;
inline constexpr std::uint8_t kQuoted = 2;         ///< in quotes, or a text to work on
inline constexpr std::uint8_t kThirdParty = 4;     ///< of somebody else
inline constexpr std::uint8_t kHowTo = 8;          ///< in a question about ways and rules
inline constexpr std::uint8_t kHypothetical = 16;  ///< in an "if"
}  // namespace mark

struct MarkedHit {
  PhraseHit hit;
  /// mark bits
  std::uint8_t marks = 0;
};

/// The words and phrases of one turn. About 7 kB, for the stack of one call.
class PhraseReading {
 public:
  /// Input   `table` may be empty; then nothing is found
  /// Cost    linear in the words
  PhraseReading(const PhraseTable& table, const TurnFeatures& turn) noexcept;
  PhraseReading(const PhraseReading&) = delete;  // large
  PhraseReading& operator=(const PhraseReading&) = delete;

  [[nodiscard]] std::span<const PhraseWord> words() const noexcept {
    return {words_.data(), num_words_};
  }
  [[nodiscard]] std::span<const MarkedHit> hits() const noexcept {
    return {hits_.data(), num_hits_};
  }

  /// The strongest phrase of a class that bears none of `vetoes`; null if there is none.
  [[nodiscard]] const MarkedHit* best(PhraseClass phrase_class, std::uint8_t vetoes) const noexcept;
  /// Its weight, [0, 1].
  [[nodiscard]] float strength(PhraseClass phrase_class, std::uint8_t vetoes) const noexcept;
  /// Whether there is one, whatever takes its force.
  [[nodiscard]] bool has(PhraseClass phrase_class) const noexcept {
    return best(phrase_class, 0) != nullptr;
  }

  /// Words that carry meaning and that no phrase of `classes` covers.
  [[nodiscard]] std::size_t content_words_beside(
      std::span<const PhraseClass> classes) const noexcept;

 private:
  void mark_hits() noexcept;
  [[nodiscard]] std::uint8_t marks_of(const PhraseHit& hit) const noexcept;
  [[nodiscard]] bool negated(const PhraseHit& hit) const noexcept;
  [[nodiscard]] bool quoted(const PhraseHit& hit) const noexcept;
  [[nodiscard]] bool of_third_party(const PhraseHit& hit) const noexcept;
  [[nodiscard]] bool after(const PhraseHit& hit, PhraseClass guard) const noexcept;
  [[nodiscard]] bool first_person(std::size_t word) const noexcept {
    return (words_[word].classes & word_class::kFirstPerson) != 0;
  }
  [[nodiscard]] bool covered(PhraseClass phrase_class, std::size_t word) const noexcept;
  [[nodiscard]] std::size_t sentence_begin(std::size_t word) const noexcept;

  std::size_t num_words_ = 0;
  std::size_t num_hits_ = 0;
  std::array<PhraseWord, kPhraseWords> words_;
  std::array<MarkedHit, kPhraseHits> hits_;
};

}  // namespace undertone
