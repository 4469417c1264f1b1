// Where sentences start.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/text/scan/glyph.h"
#include "core/text/token.h"

namespace undertone::scan {

/// Follows a text token by token and says which one starts a sentence: the first that is no mark or
/// picture, after a line break or after a mark that ends sentences.
class SentenceStarts {
 public:
  void line_break() noexcept { pending_ = true; }

  /// A run of the mark `c` that ends at byte `end`.
  void mark(std::string_view text, char32_t c, std::size_t end) noexcept {
    if (ends_sentence(c) && (c != '.' || closes_here(text, end))) pending_ = true;
  }

  /// Whether the next token, of this kind, is the first of a sentence.
  [[nodiscard]] bool starts_with(TokenKind kind) noexcept {
    if (kind == TokenKind::Punctuation || kind == TokenKind::Symbol || kind == TokenKind::Emoji ||
        kind == TokenKind::Emoticon) {
      return false;
    }
    const bool starts = pending_;
    pending_ = false;
    return starts;
  }

 private:
  [[nodiscard]] static constexpr bool ends_sentence(char32_t c) noexcept {
    switch (c) {
      case '.':
      case '!':
      case '?':
      case 0x2026:  // ellipsis
      case 0x203C:  // double marks
      case 0x2047:
      case 0x2048:
      case 0x2049:
      case 0x0589:  // Armenian
      case 0x061F:  // Arabic
      case 0x06D4:
      case 0x0964:  // Devanagari
      case 0x0965:
      case 0x3002:  // East Asian
      case 0xFF01:
      case 0xFF0E:
      case 0xFF1F:
      case 0xFF61:
        return true;
      default:
        return false;
    }
  }

  /// A point ends a sentence only before a space or closing mark ("3.5", "example.com").
  [[nodiscard]] static bool closes_here(std::string_view text, std::size_t end) noexcept {
    return !read(text, end).is_word_part();
  }

  bool pending_ = true;
};

}  // namespace undertone::scan
