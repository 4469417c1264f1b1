#include "core/pieces/pieces.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace undertone {
namespace {

using Place = PieceVocabulary::Place;

/// What stands for a token that the vocabulary cannot spell.
std::uint16_t kind_piece(TokenKind kind) noexcept {
  switch (kind) {
    case TokenKind::Number:
      return piece::kNumber;
    case TokenKind::Url:
      return piece::kUrl;
    case TokenKind::Email:
      return piece::kEmail;
    case TokenKind::Mention:
      return piece::kMention;
    case TokenKind::Code:
      return piece::kCode;
    case TokenKind::Emoji:
    case TokenKind::Emoticon:
      return piece::kPicture;
    case TokenKind::Punctuation:
    case TokenKind::Symbol:
      return piece::kMark;
    case TokenKind::Word:
    case TokenKind::Hashtag:
    case TokenKind::Ideograph:
    case TokenKind::Entity:
      return piece::kUnknown;
  }
  return piece::kUnknown;
}

/// Words may be cut into pieces; "2,500" and ":-(" are known whole or not at all.
bool divisible(TokenKind kind) noexcept {
  return kind == TokenKind::Word || kind == TokenKind::Hashtag || kind == TokenKind::Punctuation;
}

/// What is looked at, cut before a code point.
std::string_view beginning_of(std::string_view text) noexcept {
  if (text.size() <= kPieceTextBytes) return text;
  std::size_t end = kPieceTextBytes;
  while (end > kPieceTextBytes - 4 && (static_cast<std::uint8_t>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return text.substr(0, end);
}

/// The pieces of one spelling; 0 if it has none or too many.
std::size_t match(const PieceVocabulary& vocabulary, std::string_view spelling, std::size_t most,
                  std::array<std::uint16_t, kWordPieces>& out) noexcept {
  std::size_t count = 0;
  for (Place place = Place::Beginning; !spelling.empty(); place = Place::Continuation) {
    const PieceVocabulary::Match found = vocabulary.longest(spelling, place);
    if (found.size_bytes == 0 || count == most) return 0;
    out[count++] = found.id;
    spelling.remove_prefix(found.size_bytes);
  }
  return count;
}

}  // namespace

std::string_view piece_spelling(const Token& token, std::string_view text,
                                FoldBuffer& buffer) noexcept {
  std::string_view written = token.span.of(text);
  switch (token.kind) {
    case TokenKind::Url:
    case TokenKind::Email:
    case TokenKind::Mention:
    case TokenKind::Code:
    case TokenKind::Entity:
      return {};
    case TokenKind::Hashtag:
      written.remove_prefix(1);
      break;
    default:
      break;
  }
  return fold(written, buffer);
}

std::size_t Pieces::split(std::string_view text, std::span<std::uint16_t> out) noexcept {
  const std::string_view valid = utf8::sanitize(beginning_of(text), utf8_).text;
  std::size_t size = 0;
  for (const Token& token : tokenize(valid, tokens_)) {
    if (size == out.size()) break;
    FoldBuffer buffer;
    std::array<std::uint16_t, kWordPieces> found{};
    const std::string_view spelling = piece_spelling(token, valid, buffer);
    const std::size_t most = divisible(token.kind) ? kWordPieces : 1;
    std::size_t count = match(vocabulary_, spelling, most, found);
    if (count == 0) found[count++] = kind_piece(token.kind);
    for (std::size_t i = 0; i < count && size < out.size(); ++i) out[size++] = found[i];
  }
  return size;
}

PieceInput Pieces::input(std::string_view message, const PieceContext& context) noexcept {
  PieceInput input;
  const auto add = [&](std::string_view text, std::size_t most) {
    if (!text.empty()) input.size += split(text, std::span{input.ids}.subspan(input.size, most));
    input.ids[input.size++] = piece::kSeparator;
  };
  input.ids[input.size++] = piece::kBegin;
  add(message, PieceInput::kMessage);
  if (context.answer.empty() && context.earlier.empty()) return input;
  add(context.answer, PieceInput::kAnswer);
  if (!context.earlier.empty()) add(context.earlier, PieceInput::kEarlier);
  return input;
}

}  // namespace undertone
