// Text -> word pieces: what a deep model reads. The one way to them, for training, the command and
// the browser alike.
//
//   "Cancelling my ORDERS!!" -> cancel ##ling my order ##s !!
//
// In order: tokens as everywhere (core/text/tokenizer.h), each in its folded spelling
// (core/text/fold.h), then from the left always the longest piece that the vocabulary has. What is
// no word and has no piece of its own becomes the piece of its kind; a word that needs more than
// kWordPieces, or has a letter that no piece has, is one unknown piece.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/pieces/vocabulary.h"
#include "core/text/fold.h"
#include "core/text/tokenizer.h"

namespace undertone {

inline constexpr std::size_t kWordPieces = 12;

/// Bytes of a text that are looked at: far more than any input has room for.
inline constexpr std::size_t kPieceTextBytes = 4096;

/// A model's whole input: begin, message, separator, answer before it, separator, user turn before
/// that, separator; an absent or empty part leaves out nothing but itself.
struct PieceInput {
  static constexpr std::size_t kMessage = 40;
  static constexpr std::size_t kAnswer = 12;
  static constexpr std::size_t kEarlier = 8;
  static constexpr std::size_t kSize = kMessage + kAnswer + kEarlier + 4;

  std::array<std::uint16_t, kSize> ids{};
  std::size_t size = 0;
};

/// Where a message comes from; text outlives the call only.
struct PieceContext {
  /// the answer before the message
  std::string_view answer;
  /// the user's turn before that answer
  std::string_view earlier;
};

/// Splits texts with one vocabulary. Holds scratch buffers, no text that matters later.
class Pieces {
 public:
  /// Lifetime  keeps a reference to `vocabulary`
  explicit Pieces(const PieceVocabulary& vocabulary) noexcept : vocabulary_{vocabulary} {}

  /// The first `out.size()` pieces of a text.
  ///
  /// Input   any bytes; over kPieceTextBytes only the beginning
  /// Output  how many were written
  /// Cost    linear in what is looked at; no allocation after the first texts
  [[nodiscard]] std::size_t split(std::string_view text, std::span<std::uint16_t> out) noexcept;

  /// The input of a model for one message.
  [[nodiscard]] PieceInput input(std::string_view message, const PieceContext& context) noexcept;

 private:
  const PieceVocabulary& vocabulary_;
  std::string utf8_;
  TokenBuffer tokens_;
};

/// The spelling under which a token is split: what a vocabulary is learnt from.
///
/// Output    empty for kinds that are one piece whatever they say (links, addresses, code)
/// Lifetime  until `buffer` changes
[[nodiscard]] std::string_view piece_spelling(const Token& token, std::string_view text,
                                              FoldBuffer& buffer) noexcept;

}  // namespace undertone
