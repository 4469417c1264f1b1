// The word pieces that a deep model knows, by their number. The bytes of the file:
// models/deep/FORMAT.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/status.h"
#include "core/base/text_span.h"

namespace undertone {

/// Pieces with a meaning of their own; those of the file follow from kFirst on.
namespace piece {
inline constexpr std::uint16_t kPadding = 0;
inline constexpr std::uint16_t kUnknown = 1;
inline constexpr std::uint16_t kBegin = 2;  ///< before the message
inline constexpr std::uint16_t kSeparator =
    3;  ///< after the message, the answer and the turn before
inline constexpr std::uint16_t kNumber = 4;
inline constexpr std::uint16_t kUrl = 5;
inline constexpr std::uint16_t kEmail = 6;
inline constexpr std::uint16_t kMention = 7;
inline constexpr std::uint16_t kCode = 8;
inline constexpr std::uint16_t kPicture = 9;  ///< emoji and emoticons without a piece of their own
inline constexpr std::uint16_t kMark = 10;    ///< punctuation and symbols, likewise
inline constexpr std::uint16_t kFirst = 16;
}  // namespace piece

class PieceVocabulary {
 public:
  /// Longest spelling of a piece.
  static constexpr std::size_t kPieceBytes = 32;
  static constexpr std::size_t kMaxPieces = 32 * 1024;

  /// Where in a word a piece stands: they are two lists, "in" and "##in".
  enum class Place : std::uint8_t { Beginning, Continuation };

  struct Match {
    std::uint16_t id = piece::kUnknown;
    /// 0: no piece begins like this
    std::size_t size_bytes = 0;
  };

  /// Checks a file and takes a copy. Once for each object, which is of no use if it is refused.
  ///
  /// Input   any bytes, hostile ones included
  /// Errors  Truncated, BadMagic, BadVersion, BadChecksum, BadCount, BadValue (a piece is empty,
  /// too
  ///         long or out of order), TooLarge, OutOfMemory
  [[nodiscard]] Status load(std::span<const std::byte> file) noexcept;

  /// Numbers in use: every id is below.
  [[nodiscard]] std::size_t size() const noexcept { return piece::kFirst + num_pieces_; }

  /// The longest piece that `rest` begins with.
  ///
  /// Cost  at most kPieceBytes binary searches
  [[nodiscard]] Match longest(std::string_view rest, Place place) const noexcept;

 private:
  [[nodiscard]] std::string_view spelling(std::size_t index) const noexcept;

  std::unique_ptr<char[]> text_;
  /// of each piece, in bytes of text_
  std::unique_ptr<TextSpan[]> spans_;
  std::size_t num_pieces_ = 0;
  /// those of the first list
  std::size_t num_beginnings_ = 0;
};

}  // namespace undertone
