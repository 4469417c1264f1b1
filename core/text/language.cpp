#include "core/text/language.h"

namespace undertone {

LanguageGuess guess_language(std::string_view text, std::span<const Token> tokens,
                             Lang running) noexcept {
  if (running != Lang::Und) return {running, 0.5F, false};
  for (const Token& token : tokens) {
    const char first = token.span.of(text).front();
    if (token.kind == TokenKind::Word && (first & 0x80) == 0) return {Lang::En, 0.5F, false};
  }
  return {};
}

}  // namespace undertone
