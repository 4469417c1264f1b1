#include "core/pii/name_tokens.h"

#include "core/pii/ascii.h"
#include "core/pii/pii_model.h"

namespace undertone {
namespace {

/// 1 upper case, 2 lower case, 0 neither, for the letter at `at`; moves on to the next.
///
/// Source  Unicode 15 for Latin-1 and Latin Extended-A, where most letters come in pairs
[[nodiscard]] unsigned case_at(std::string_view text, std::size_t& at) noexcept {
  const char c = text[at++];
  if (!ascii::is_high(c)) return ascii::is_upper(c) ? 1 : 2;
  const auto lead = static_cast<unsigned char>(c);
  if (lead < 0xC3 || lead > 0xC5 || at == text.size()) return 0;
  const unsigned point = (lead & 0x1FU) << 6U | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  if (point < 0x100) return point < 0xDF ? 1 : 2;
  const bool odd_upper = (point >= 0x139 && point <= 0x148) || point >= 0x178;
  return (point % 2 == 1) == odd_upper ? 1 : 2;
}

[[nodiscard]] NameShape shape_of(std::string_view word) noexcept {
  if (ascii::is_lower(word[0])) return word.size() == 1 ? NameShape::Letter : NameShape::Lower;
  std::size_t at = 0;
  if (case_at(word, at) != 1) return NameShape::Lower;
  if (at == word.size()) return NameShape::Initial;
  unsigned seen = 0;
  while (at < word.size()) seen |= case_at(word, at);
  if (seen == 1) return NameShape::Upper;
  return seen == 3 ? NameShape::Mixed : NameShape::Capital;
}

}  // namespace

void NameTokens::classify(std::string_view text, const PiiModel& model) noexcept {
  constexpr unsigned kOfAddress =
      static_cast<unsigned>(NameClass::Common) | static_cast<unsigned>(NameClass::Place);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    NameToken& token = tokens_[i];
    if (token.is_number()) mark(i, &NameToken::number);
    if (token.kind != 0) continue;
    const NameShape shape = shape_of(text.substr(token.begin, token.end - token.begin));
    // One letter is no word that one could know.
    const bool known = shape != NameShape::Initial && shape != NameShape::Letter;
    const unsigned classes = known ? model.classes_of(token.hash) : 0;
    token.kind = static_cast<std::uint16_t>(static_cast<unsigned>(shape) * 16 + classes);
    if ((classes & kOfAddress) == kOfAddress) mark(i, &NameToken::street);
  }
}

/// Tells the tokens around that one of this sort is at `index`. Called in the order of the text, so
/// that of two as near the one before stays.
void NameTokens::mark(std::size_t index, std::uint8_t NameToken::*where) noexcept {
  constexpr int kHere = kNameReach + 1;
  const std::size_t first = index < kNameReach ? 0 : index - kNameReach;
  for (std::size_t i = first; i < tokens_.size() && i <= index + kNameReach; ++i) {
    const int place = kHere + static_cast<int>(index) - static_cast<int>(i);
    std::uint8_t& known = tokens_[i].*where;
    // Known are at most earlier ones: none (0), one before the token, or a nearer one.
    if (place + known < 2 * kHere) known = static_cast<std::uint8_t>(place);
  }
}

}  // namespace undertone
