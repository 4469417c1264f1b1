// What the tokenizer makes of a message: spans with a kind.
#pragma once

#include <cstdint>

#include "core/base/text_span.h"
#include "core/base/vocabulary.gen.h"

namespace undertone {

enum class TokenKind : std::uint8_t {
  Word,    ///< letters, with inner apostrophes and hyphens; contractions are split ("do" "n't")
  Number,  ///< digits with inner separators
  Punctuation,  ///< one run of the same mark ("!!!" is one token)
  Symbol,       ///< other visible signs
  Emoji,        ///< one emoji sequence (skin tones and joiners included)
  Emoticon,     ///< ":-(" and the like
  Url,
  Email,
  Mention,    ///< @name
  Hashtag,    ///< #name
  Code,       ///< a fenced or back-ticked block; its inside is not analysed
  Ideograph,  ///< one code point of a script written without spaces
  Entity,     ///< what masking put in the place of PII; knows its type only
};

/// Bits of Token::flags.
namespace token_flag {
inline constexpr std::uint8_t kCapitalised = 1;     ///< first letter upper case
inline constexpr std::uint8_t kAllCaps = 2;         ///< two or more letters, all upper case
inline constexpr std::uint8_t kStretched = 4;       ///< a letter three or more times in a row
inline constexpr std::uint8_t kQuoted = 8;          ///< inside quotation marks or a quoted line
inline constexpr std::uint8_t kSentenceStart = 16;  ///< first token of a sentence or line, marks
                                                    ///< and pictures aside
}  // namespace token_flag

struct Token {
  /// bytes in the sanitised text
  TextSpan span;
  TokenKind kind = TokenKind::Word;
  /// token_flag bits
  std::uint8_t flags = 0;
  /// of kind Entity only: what stood there
  EntityType entity{};
  /// code points, saturating
  std::uint16_t length_codepoints = 0;
};

}  // namespace undertone
