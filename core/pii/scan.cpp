#include "core/pii/scan.h"

#include "core/pii/ascii.h"
#include "core/pii/pii_model.h"
#include "core/pii/word_hash.h"

namespace undertone::pii {
namespace {

/// Farther away a cue speaks of something else. Chosen on hand-written messages: "my social
/// security number, as you asked before, is ..." has six words between.
constexpr std::size_t kWordsBefore = 7;
constexpr std::size_t kWordsAfter = 4;
constexpr std::size_t kBytesAround = 80;
/// Words that speak against do so only from near: "order number is", not any order before.
constexpr std::size_t kWordsAgainst = 4;
/// A message of nothing but a number is short.
constexpr std::size_t kAloneBytes = 64;

[[nodiscard]] bool is_letter(char c) noexcept { return ascii::is_alpha(c) || ascii::is_high(c); }

/// Digits in a group of a large amount, and the most that stand after a decimal comma.
constexpr std::size_t kThousands = 3;

[[nodiscard]] std::size_t digits_from(std::string_view text, std::size_t at) noexcept {
  std::size_t count = 0;
  while (count <= kThousands && ascii::is_digit(ascii::at_or_nul(text, at + count))) ++count;
  return count;
}

/// Signs that make an amount or a ticket of the number after them.
[[nodiscard]] bool is_count_sign(char c) noexcept {
  return c == '#' || c == '$' || c == '%' || c == '*';
}

}  // namespace

Word Scan::read_word(std::size_t at, std::uint32_t previous) const noexcept {
  Word word{.begin = static_cast<std::uint32_t>(at)};
  std::uint32_t hash = kHashSeed;
  while (at < text.size()) {
    const char c = text[at];
    if (ascii::is_alpha(c)) {
      hash = hash_byte(hash, ascii::lower(c));
      ++at;
    } else if (ascii::is_high(c)) {
      const char base = at + 1 < text.size() ? base_letter(c, text[at + 1]) : '\0';
      hash = hash_byte(hash, base != '\0' ? base : c);
      at += base != '\0' ? 2 : 1;
    } else {
      break;
    }
  }
  word.end = static_cast<std::uint32_t>(at);
  word.hash = hash;
  if (model == nullptr) return word;
  word.cues = model->cues_of(hash);
  if (previous != 0) word.cues |= model->cues_of(pair_hash(previous, hash));
  return word;
}

void Scan::offer(EntityType type, std::size_t begin, std::size_t end, float score) noexcept {
  const auto inside = [this](std::size_t at) {
    return (static_cast<unsigned char>(ascii::at_or_nul(text, at)) & 0xC0U) == 0x80U;
  };
  while (begin < end && inside(begin)) ++begin;
  while (begin < end && inside(end)) --end;
  if (begin == end) return;
  found.offer({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, type, score});
}

bool Scan::doubtful_place(std::size_t begin, std::size_t end) const noexcept {
  const char before = ascii::before_or_nul(text, begin);
  if (is_count_sign(before)) return true;
  if (before == '-' || before == '_' || before == '.' || before == '/') {
    if (ascii::is_alnum(ascii::before_or_nul(text, begin - 1))) return true;
  }
  if (before == ',' && digits_from(text, begin) == kThousands &&
      ascii::is_digit(ascii::before_or_nul(text, begin - 1))) {
    return true;
  }
  if (begin < url_end && before != '=' && before != ':') return true;
  const char after = ascii::at_or_nul(text, end);
  if (after == '%' || after == '$' || after == '_') return true;
  if (after == ',') {
    const std::size_t decimals = digits_from(text, end + 1);
    return decimals > 0 && decimals <= kThousands;
  }
  if (after == '.' || after == '-' || after == '/' || after == ':') {
    return ascii::is_alnum(ascii::at_or_nul(text, end + 1));
  }
  return false;
}

CueSet Scan::cues_after(std::size_t end) const noexcept {
  CueSet cues = 0;
  std::uint32_t previous = 0;
  std::size_t at = end;
  const std::size_t limit = end + kBytesAround < text.size() ? end + kBytesAround : text.size();
  for (std::size_t count = 0; count < kWordsAfter && at < limit; ++count) {
    while (at < limit && !is_letter(text[at])) {
      // What follows a full stop or a line break speaks of itself, as does what a digit follows.
      if (text[at] == '\n' || ascii::is_digit(text[at])) return cues;
      if (text[at] == '.' && at > end) return cues;
      ++at;
    }
    if (at >= limit) break;
    const Word word = read_word(at, previous);
    cues |= word.cues;
    previous = word.hash;
    at = word.end;
  }
  return cues;
}

bool Scan::is_alone(std::size_t begin, std::size_t end) const noexcept {
  if (text.size() > kAloneBytes) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((i < begin || i >= end) && (ascii::is_alnum(text[i]) || ascii::is_high(text[i]))) {
      return false;
    }
  }
  return true;
}

Evidence Scan::evidence(std::size_t begin, std::size_t end, CueSet own, CueSet generic,
                        CueSet against) const noexcept {
  bool doubt = doubtful_place(begin, end);
  bool shared = false;
  for (std::size_t n = 0; n < kWordsBefore; ++n) {
    const Word word = word_back(n);
    if (word.end == 0 || word.end + kBytesAround < begin) break;
    if ((word.cues & own) != 0) return Evidence::Own;
    if ((word.cues & generic) != 0) {
      shared = true;
    } else if ((word.cues & against) != 0 && n < kWordsAgainst && !shared) {
      doubt = true;
      break;
    }
  }
  if (shared) return Evidence::Generic;
  const CueSet after = cues_after(end);
  if ((after & own) != 0) return Evidence::Own;
  if (doubt || (after & cue(Cue::Amount)) != 0) return Evidence::Against;
  if ((after & generic) != 0) return Evidence::Generic;
  return is_alone(begin, end) ? Evidence::Alone : Evidence::None;
}

}  // namespace undertone::pii
