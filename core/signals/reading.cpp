#include "core/signals/reading.h"

namespace undertone {
namespace {

/// Quoting phrases over this weight hold for the whole message ("translate: ..."), others for
/// their sentence ("he said ...").
constexpr std::uint8_t kSentenceQuote = 90;

/// A negation reaches a phrase over at most this many words, all of them transparent:
/// "I am not going to be able to cancel" has five.
constexpr std::size_t kNegationReach = 6;

constexpr float kPercent = 0.01F;

}  // namespace

PhraseReading::PhraseReading(const PhraseTable& table, const TurnFeatures& turn) noexcept {
  num_words_ = table.read(turn, words_);
  std::array<PhraseHit, kPhraseHits> found;
  num_hits_ = table.match(words(), found);
  for (std::size_t i = 0; i < num_hits_; ++i) hits_[i] = {found[i], 0};
  mark_hits();
}

void PhraseReading::mark_hits() noexcept {
  for (std::size_t i = 0; i < num_hits_; ++i) hits_[i].marks = marks_of(hits_[i].hit);
}

std::uint8_t PhraseReading::marks_of(const PhraseHit& hit) const noexcept {
  // Guards are not guarded themselves.
  if (hit.phrase_class >= PhraseClass::Quoting) return 0;
  std::uint8_t marks = 0;
  if (negated(hit)) marks |= mark::kNegated;
  if (quoted(hit)) marks |= mark::kQuoted;
  if (of_third_party(hit)) marks |= mark::kThirdParty;
  if (after(hit, PhraseClass::HowTo)) marks |= mark::kHowTo;
  if (after(hit, PhraseClass::Hypothetical)) marks |= mark::kHypothetical;
  return marks;
}

std::size_t PhraseReading::sentence_begin(std::size_t word) const noexcept {
  while (word > 0 && !words_[word].sentence_begin) --word;
  return word;
}

bool PhraseReading::covered(PhraseClass phrase_class, std::size_t word) const noexcept {
  for (const MarkedHit& other : hits()) {
    if (other.hit.phrase_class == phrase_class && other.hit.begin <= word && word < other.hit.end) {
      return true;
    }
  }
  return false;
}

bool PhraseReading::negated(const PhraseHit& hit) const noexcept {
  std::size_t word = hit.begin;
  for (std::size_t steps = 0; steps <= kNegationReach; ++steps) {
    if (word == 0 || words_[word].sentence_begin || words_[word].clause_begin) return false;
    --word;
    // A "no" that opens a sentence is an answer, not a negation of what follows.
    const std::uint8_t classes = words_[word].classes;
    if ((classes & word_class::kNegator) != 0) {
      return !words_[word].sentence_begin || !covered(PhraseClass::Deny, word);
    }
    if ((classes & word_class::kTransparent) == 0) return false;
  }
  return false;
}

bool PhraseReading::quoted(const PhraseHit& hit) const noexcept {
  bool all = hit.begin < hit.end;
  for (std::size_t i = hit.begin; i < hit.end; ++i) all = all && words_[i].quoted;
  if (all) return true;
  const std::size_t sentence = sentence_begin(hit.begin);
  for (const MarkedHit& other : hits()) {
    if (other.hit.phrase_class != PhraseClass::Quoting) continue;
    if (other.hit.weight > kSentenceQuote) return true;
    if (other.hit.begin >= sentence && other.hit.end <= hit.begin) return true;
  }
  return false;
}

bool PhraseReading::of_third_party(const PhraseHit& hit) const noexcept {
  for (std::size_t i = hit.begin; i < hit.end; ++i) {
    if (first_person(i)) return false;
  }
  const std::size_t sentence = sentence_begin(hit.begin);
  for (const MarkedHit& other : hits()) {
    if (other.hit.phrase_class != PhraseClass::ThirdParty) continue;
    if (other.hit.begin < sentence || other.hit.end > hit.begin) continue;
    bool own = false;
    for (std::size_t i = other.hit.end; i < hit.begin && !own; ++i) {
      own = first_person(i);
    }
    if (!own) return true;
  }
  return false;
}

bool PhraseReading::after(const PhraseHit& hit, PhraseClass guard) const noexcept {
  const std::size_t sentence = sentence_begin(hit.begin);
  for (const MarkedHit& other : hits()) {
    if (other.hit.phrase_class == guard && other.hit.begin >= sentence &&
        other.hit.begin <= hit.begin) {
      return true;
    }
  }
  return false;
}

const MarkedHit* PhraseReading::best(PhraseClass phrase_class, std::uint8_t vetoes) const noexcept {
  const MarkedHit* strongest = nullptr;
  for (const MarkedHit& one : hits()) {
    if (one.hit.phrase_class != phrase_class || (one.marks & vetoes) != 0) continue;
    if (strongest == nullptr || one.hit.weight > strongest->hit.weight) strongest = &one;
  }
  return strongest;
}

float PhraseReading::strength(PhraseClass phrase_class, std::uint8_t vetoes) const noexcept {
  const MarkedHit* const strongest = best(phrase_class, vetoes);
  return strongest == nullptr ? 0.0F : kPercent * static_cast<float>(strongest->hit.weight);
}

std::size_t PhraseReading::content_words_beside(
    std::span<const PhraseClass> classes) const noexcept {
  std::size_t count = 0;
  for (std::size_t word = 0; word < num_words_; ++word) {
    if (words_[word].closing || (words_[word].classes & word_class::kFunction) != 0) continue;
    bool inside = false;
    for (const PhraseClass phrase_class : classes) {
      inside = inside || covered(phrase_class, word);
    }
    count += inside ? 0U : 1U;
  }
  return count;
}

}  // namespace undertone
