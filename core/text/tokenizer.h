// Text -> tokens: spans with a kind, in order, without overlap. White space and invisible code
// points between tokens belong to none.
//
// Decisions that later stages rely on:
//   words        letters, marks and digits with inner apostrophes, hyphens and underscores; a run
//   of
//                letters and digits is one Word ("gr8", "b2b", "3rd", "10am")
//   contractions English ones are split as in the Penn Treebank ("do" "n't", "ca" "n't", "I" "'m",
//                "it" "'s"); elided articles stay before their word ("l'" "eau", "dell'" "acqua");
//                all other inner apostrophes stay ("o'clock"); "dont" is one word, left to lexicons
//   numbers      digits with single inner . , : / ' or - between digits; sign and currency apart
//   punctuation  one run of the same mark is one token
//   scripts without spaces  one Ideograph token per code point with its marks
//   quotes       double, angle, corner and low-high pairs, single ones that are no apostrophes, and
//                lines that begin with ">": kQuoted on what is inside; a quote that never closes is
//                none, none reaches over an empty line
//   code         ``` to ``` or the end of the text, `inline` within a line: one token, not analysed
//   sentences    start after . ! ? ... and their relatives of other scripts, and after a line break
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/token.h"

namespace undertone {

/// Room for the tokens of one message; keep one per analyzer.
class TokenBuffer {
 public:
  /// The tokens of the last message.
  [[nodiscard]] std::span<const Token> tokens() const noexcept { return tokens_; }
  /// Tokens it would have had without limits::kMessageTokens.
  [[nodiscard]] std::size_t total_tokens() const noexcept { return total_tokens_; }

 private:
  friend std::span<const Token> tokenize(std::string_view text, TokenBuffer& buffer);
  std::vector<Token> tokens_;
  std::size_t total_tokens_ = 0;
};

/// Splits a message into tokens.
///
/// Input     valid UTF-8 (utf8::sanitize), at most 4 GiB
/// Output    the first limits::kMessageTokens; the rest is only counted
/// Lifetime  until the next call with the same buffer
/// Cost      linear in the text, whatever it holds; allocates only while `buffer` grows
std::span<const Token> tokenize(std::string_view text, TokenBuffer& buffer);

}  // namespace undertone
