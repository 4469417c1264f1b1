#include "core/pii/name_features.h"

#include <tuple>

#include "core/pii/ascii.h"
#include "core/pii/pii_model.h"
#include "core/pii/word_hash.h"

namespace undertone::pii {
namespace {

/// What features are made of.
enum Atom : std::uint8_t {
  kNothing,
  kWord,  ///< hash of the word itself, then of those around it
  kWordBefore,
  kWordAfter,
  kWordBefore2,
  kWordAfter2,
  kKind,  ///< shape and classes
  kKindBefore,
  kKindAfter,
  kKindBefore2,
  kKindAfter2,
  kShape,
  kEnd4,  ///< last letters of a longer word; 0 of others
  kEnd3,
  kEnd3Before,
  kEnd3After,
  kRunBefore,  ///< word before and after the words in capitals that it stands among
  kRunAfter,
  kRunLength,
  kStarts,  ///< a sentence
  kShare,   ///< of capitals in the line
  kStreet,  ///< where the next word of addresses stands
  kDigits,  ///< where the next number stands
  kNumAtoms,
};

struct Template {
  /// what the hash begins with; the number that it was trained under
  std::uint8_t number = 0;
  Atom first = kNothing;
  Atom second = kNothing;
  Atom third = kNothing;
};

// Chosen by leaving out, on Presidio's sentences and our own (models/names/card.md). Those of the
// words next to it first; among each, those with more atoms later, so that all are mixed side by
// side.
constexpr Template kTemplates[] = {
    {1},
    {2, kKind},
    {5, kWord},
    {10, kKindBefore},
    {11, kKindAfter},
    {12, kKindBefore2},
    {13, kKindAfter2},
    {19, kWordBefore},
    {20, kWordAfter},
    {14, kKindBefore, kKind},
    {15, kKind, kKindAfter},
    {30, kStreet, kKind},
    {31, kStreet, kDigits},
    {32, kDigits, kKind},
    // The others.
    {6, kEnd4},
    {7, kEnd3},
    {8, kEnd3Before},
    {9, kEnd3After},
    {21, kWordBefore2},
    {22, kWordAfter2},
    {26, kRunBefore},
    {27, kRunAfter},
    {3, kStarts, kKind},
    {4, kShare, kKind},
    {17, kKindBefore2, kKindBefore},
    {18, kKindAfter, kKindAfter2},
    {23, kWordBefore2, kWordBefore},
    {24, kWordBefore, kShape},
    {25, kWordAfter, kShape},
    {28, kRunBefore, kRunLength},
    {29, kRunLength, kShape},
    {16, kKindBefore, kKind, kKindAfter},
};
constexpr std::size_t kNumTemplates = sizeof kTemplates / sizeof kTemplates[0];
static_assert(kNumTemplates == std::tuple_size_v<decltype(NameFeatures::hashes)>);
static_assert(kNumAtoms == std::tuple_size_v<decltype(NameFeatures::atoms)>);

constexpr unsigned kFirstOrLast =
    static_cast<unsigned>(NameClass::First) | static_cast<unsigned>(NameClass::Last);
constexpr unsigned kCommon = static_cast<unsigned>(NameClass::Common);
/// No word of a name is longer.
constexpr std::uint32_t kMaxNameBytes = 40;
/// A run of capitals that is longer counts as this long.
constexpr std::ptrdiff_t kMaxRun = 4;

[[nodiscard]] unsigned classes_of(const NameToken& token) noexcept {
  return token.is_word() ? token.kind & 15U : 0;
}

[[nodiscard]] bool is_capital(const NameToken& token) noexcept {
  return token.is_word() && token.shape() >= NameShape::Capital &&
         token.shape() <= NameShape::Initial;
}

/// A word in capitals that is not one merely because it begins a sentence; or the "." of "J.".
[[nodiscard]] bool in_run(const NameTokens& tokens, std::ptrdiff_t index) noexcept {
  const NameToken& token = tokens.at(index);
  if (is_capital(token)) {
    return (classes_of(token) & kCommon) == 0 || (classes_of(token) & kFirstOrLast) != 0;
  }
  return (token.is_sign('.') || token.is_sign('-')) &&
         tokens.at(index - 1).shape() == NameShape::Initial;
}

/// The last `count` letters of a longer word as a number; 0 of a shorter one.
[[nodiscard]] std::uint32_t ending(std::string_view text, const NameToken& token,
                                   std::uint32_t count) noexcept {
  if (!token.is_word() || token.end - token.begin < count + 2) return 0;
  std::uint32_t value = 0;
  for (std::uint32_t i = token.end - count; i < token.end; ++i) {
    value = value << 8U | static_cast<unsigned char>(ascii::lower(text[i]));
  }
  return value;
}

[[nodiscard]] bool starts_sentence(const NameToken& before) noexcept {
  if (before.kind < 256) return before.kind == 0;
  for (const char c : {'.', '!', '?', '\n', ':', '"', '>'}) {
    if (before.is_sign(c)) return true;
  }
  return false;
}

/// The hashes of these templates from the atoms. Natively without a loop: templates that the
/// compiler knows cost half as much.
void mix(std::size_t begin, std::size_t end, NameFeatures& out) noexcept {
#ifndef __wasm__
#pragma GCC unroll 32
#endif
  for (std::size_t t = begin; t < end; ++t) {
    const Template& one = kTemplates[t];
    std::uint32_t hash = one.number * kHashPrime;
    for (const Atom atom : {one.first, one.second, one.third}) {
      if (atom == kNothing) break;
      hash = (hash ^ out.atoms[atom]) * kHashSpread;
      hash ^= hash >> 15U;
    }
    out.hashes[t] = hash * kHashSpread;
  }
}

}  // namespace

std::uint32_t CapitalShare::at(const NameTokens& tokens, std::size_t index) noexcept {
  if (index < line_end_) return share_;
  std::uint32_t words = 0;
  std::uint32_t capitals = 0;
  for (line_end_ = index; line_end_ < tokens.size(); ++line_end_) {
    const NameToken& token = tokens[line_end_];
    if (token.is_sign('\n')) break;
    words += token.is_word() ? 1 : 0;
    capitals += is_capital(token) && token.shape() != NameShape::Initial ? 1 : 0;
  }
  ++line_end_;
  share_ = words == 0 ? 0 : 4 * capitals / words;
  return share_;
}

bool may_be_name(const NameTokens& tokens, std::size_t index) noexcept {
  const NameToken& token = tokens[index];
  if (token.kind >= 256 || token.end - token.begin > kMaxNameBytes) return false;
  if (token.number != 0) return true;
  if (!token.is_word()) return false;
  const unsigned classes = classes_of(token);
  if ((classes & kFirstOrLast) != 0) return true;
  if (is_capital(token)) {
    if ((classes & kCommon) == 0 && token.shape() != NameShape::Initial) return true;
    // A common word at the beginning of a sentence, or "I".
    const auto at = static_cast<std::ptrdiff_t>(index);
    return tokens.at(at + 1).is_sign('.') || is_capital(tokens.at(at - 1)) ||
           is_capital(tokens.at(at + 1));
  }
  return classes == 0 && token.shape() == NameShape::Lower;
}

void near_features(const NameTokens& tokens, std::size_t index, NameFeatures& out) noexcept {
  const auto at = static_cast<std::ptrdiff_t>(index);
  const NameToken& token = tokens[index];
  auto& atoms = out.atoms;
  atoms[kWord] = token.hash;
  atoms[kWordBefore] = tokens.at(at - 1).hash;
  atoms[kWordAfter] = tokens.at(at + 1).hash;
  atoms[kWordBefore2] = tokens.at(at - 2).hash;
  atoms[kWordAfter2] = tokens.at(at + 2).hash;
  atoms[kKind] = token.kind;
  atoms[kKindBefore] = tokens.at(at - 1).kind;
  atoms[kKindAfter] = tokens.at(at + 1).kind;
  atoms[kKindBefore2] = tokens.at(at - 2).kind;
  atoms[kKindAfter2] = tokens.at(at + 2).kind;
  atoms[kShape] = static_cast<std::uint32_t>(token.kind >> 4U);
  atoms[kStreet] = token.street;
  atoms[kDigits] = token.number;
  mix(0, NameFeatures::kNear, out);
}

void far_features(std::string_view text, const NameTokens& tokens, std::size_t index,
                  std::uint32_t share, NameFeatures& out) noexcept {
  const auto at = static_cast<std::ptrdiff_t>(index);
  const NameToken& token = tokens[index];
  std::ptrdiff_t begin = at - 1;
  std::ptrdiff_t end = at + 1;
  while (at - begin < kMaxRun && in_run(tokens, begin)) --begin;
  while (end - at < kMaxRun && in_run(tokens, end)) ++end;
  const std::ptrdiff_t length = end - begin - 1;
  auto& atoms = out.atoms;
  atoms[kEnd4] = ending(text, token, 4);
  atoms[kEnd3] = ending(text, token, 3);
  atoms[kEnd3Before] = ending(text, tokens.at(at - 1), 3);
  atoms[kEnd3After] = ending(text, tokens.at(at + 1), 3);
  atoms[kRunBefore] = tokens.at(begin).hash;
  atoms[kRunAfter] = tokens.at(end).hash;
  atoms[kRunLength] = static_cast<std::uint32_t>(length < kMaxRun ? length : kMaxRun);
  atoms[kStarts] = starts_sentence(tokens.at(at - 1)) ? 1 : 0;
  atoms[kShare] = share;
  mix(NameFeatures::kNear, kNumTemplates, out);
}

}  // namespace undertone::pii
