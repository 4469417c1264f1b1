// Which language a message is in, or that one cannot tell.
#pragma once

#include <span>
#include <string_view>

#include "core/base/vocabulary.gen.h"
#include "core/text/token.h"

namespace undertone {

class LanguageModel;

struct LanguageGuess {
  /// Und: too short, several at once, or none of the list
  Lang lang = Lang::Und;
  /// that `lang` is right, [0, 1]; 0 for Und
  float probability = 0;
  /// says enough by itself to change the language of a conversation
  bool reliable = false;
};

/// Guesses the language of one message.
///
/// Input   `model`: null if none is loaded. Scripts that one language of the list writes are known
///         all the same; for the others the answer is `running`
///         sanitised text and its tokens, masked or not: words are read, all else is skipped
///         (URLs, code, mentions, entities)
///         `running`: language of the conversation so far; a message that is too short to tell
///         inherits it, a longer one must speak against it clearly. Und: nothing known
/// Cost    linear in the words, at most a few hundred bytes of them; no allocation
/// Source  models/langid/card.md
[[nodiscard]] LanguageGuess guess_language(const LanguageModel* model, std::string_view text,
                                           std::span<const Token> tokens,
                                           Lang running = Lang::Und) noexcept;

}  // namespace undertone
