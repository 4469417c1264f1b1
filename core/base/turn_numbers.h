// One turn as numbers: what features/ makes of the tokens, and all that models and signals see.
//
// From here on nothing is handed text. A word is a 32-bit hash; what masking hid is a type.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/limits.h"
#include "core/base/vocabulary.gen.h"

namespace undertone {

/// What a token is; the order is that of TokenKind in core/text/token.h (a test compares them).
enum class WordKind : std::uint8_t {
  Word,
  Number,
  Punctuation,
  Symbol,
  Emoji,
  Emoticon,
  Url,
  Email,
  Mention,
  Hashtag,
  Code,
  Ideograph,
  Entity,
};

template <>
inline constexpr std::size_t enum_size<WordKind> = 13;

/// Bits of TurnWord::flags. The first five are those of core/text/token.h.
namespace word_flag {
inline constexpr std::uint8_t kCapitalised = 1;     ///< first letter upper case
inline constexpr std::uint8_t kAllCaps = 2;         ///< two or more letters, all upper case
inline constexpr std::uint8_t kStretched = 4;       ///< a letter three or more times in a row
inline constexpr std::uint8_t kQuoted = 8;          ///< inside quotation marks or a quoted line
inline constexpr std::uint8_t kSentenceStart = 16;  ///< first token of a sentence or line
inline constexpr std::uint8_t kNegated = 32;        ///< in the scope of a "not" before it
inline constexpr std::uint8_t kIntensified = 64;    ///< directly after "very", "so", "really", ...
inline constexpr std::uint8_t kNegator = 128;       ///< is itself a "not", "never", "n't", ...
}  // namespace word_flag

/// One token, in the order of the text. Punctuation is kept: it bounds clauses.
struct TurnWord {
  /// word_hash of the folded token. Stretched letters are collapsed to two ("soooo" -> "soo").
  /// A punctuation run is hashed as up to three of its mark ("!!!!!" -> "!!!"). Entities, URLs,
  /// e-mail addresses, mentions and code are hashed as their class ("<EMAIL_ADDRESS>", "<url>"),
  /// so that no value can be told from it; a number keeps its own hash, to see that it changed.
  std::uint32_t hash = 0;
  /// the other spelling to look up where `hash` is unknown: stretched letters collapsed to one
  /// ("so"), a hashtag without its sign; equal to `hash` where there is none
  std::uint32_t other_hash = 0;
  /// first of its sub-words in TurnFeatures::subwords
  std::uint16_t subword_begin = 0;
  std::uint8_t subword_count = 0;
  WordKind kind = WordKind::Word;
  /// word_flag bits
  std::uint8_t flags = 0;
  /// code points, saturating
  std::uint8_t length_codepoints = 0;
};

/// Counts over the whole message, saturating; quoted text and code are counted only in their own.
struct TurnCounts {
  std::uint32_t codepoints = 0;
  std::uint32_t tokens = 0;
  std::uint16_t words = 0;
  std::uint16_t sentences = 0;
  std::uint16_t numbers = 0;
  std::uint16_t urls = 0;
  std::uint16_t entities = 0;
  std::uint16_t emoji = 0;
  std::uint16_t emoticons = 0;
  std::uint16_t quoted_tokens = 0;
  std::uint16_t code_blocks = 0;
  /// words of two or more letters in capitals
  std::uint16_t all_caps_words = 0;
  std::uint16_t stretched_words = 0;
  std::uint16_t negations = 0;
  std::uint16_t intensifiers = 0;
  /// longest run
  std::uint16_t exclamation_marks = 0;
  std::uint16_t question_marks = 0;
  /// runs of three or more points
  std::uint16_t ellipses = 0;
  /// the last token that is no closing mark or emoji is a question mark
  bool ends_with_question = false;
  /// more tokens than limits::kFeatureTokens; the rest is counted but not listed
  bool cut = false;
};

/// About 24 kB: keep one per analyzer, never one per turn.
struct TurnFeatures {
  Role role = Role::User;
  TurnCounts counts;
  std::size_t num_words = 0;
  std::size_t num_subwords = 0;
  std::array<TurnWord, limits::kFeatureTokens> word_buffer;
  std::array<std::uint32_t, limits::kFeatureSubwords> subword_buffer;

  [[nodiscard]] std::span<const TurnWord> words() const noexcept {
    return {word_buffer.data(), num_words};
  }
  /// Hashes of the letter groups of one word (three and four code points, its ends marked), by
  /// which a misspelt or unknown word is still understood.
  [[nodiscard]] std::span<const std::uint32_t> subwords(const TurnWord& word) const noexcept {
    return {subword_buffer.data() + word.subword_begin, word.subword_count};
  }
};

}  // namespace undertone
