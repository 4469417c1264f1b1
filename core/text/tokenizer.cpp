#include "core/text/tokenizer.h"

#include <algorithm>
#include <limits>

#include "core/base/limits.h"
#include "core/text/scan/code.h"
#include "core/text/scan/emoji.h"
#include "core/text/scan/emoticon.h"
#include "core/text/scan/glyph.h"
#include "core/text/scan/link.h"
#include "core/text/scan/quotes.h"
#include "core/text/scan/sentence.h"
#include "core/text/scan/word.h"

namespace undertone {
namespace {

using scan::Glyph;
using scan::read;

/// Walks over a text once and hands each token to `tokens`.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::vector<Token>& tokens) noexcept
      : text_{text}, tokens_{tokens}, code_{text}, links_{text} {}

  /// Output  number of tokens found, listed or not
  std::size_t run() {
    while (at_ < text_.size()) {
      const Glyph g = read(text_, at_);
      if (g.is_space() || g.is(CharClass::Control) || g.is(CharClass::Invisible)) {
        if (g.is(CharClass::LineBreak)) sentences_.line_break();
        at_ += g.size_bytes;
      } else {
        token(g);
      }
    }
    return total_;
  }

 private:
  /// The token that begins here, by the first scanner that takes it.
  void token(const Glyph& g) {
    if (g.is(CharClass::Letter) && is_unspaced(g.info.script)) return ideograph(g);
    if (take(scan::emoticon_end(text_, at_), TokenKind::Emoticon)) return;
    if (take(scan::emoji_end(text_, at_), TokenKind::Emoji)) return;
    if (g.is_alnum()) return word(g);
    if (g.value == '`' && take(code_.end(at_), TokenKind::Code)) return;
    if (g.value == '@' && take(scan::handle_end(text_, at_), TokenKind::Mention)) return;
    if (g.value == '#' && take(scan::handle_end(text_, at_), TokenKind::Hashtag)) return;
    sign(g);
  }

  void word(const Glyph& g) {
    if (g.value < 0x80) {
      const scan::Link link = links_.find(at_);
      if (take(link.end, link.kind)) return;
    }
    const scan::WordEnd word = scan::word_end(text_, at_);
    std::size_t apostrophe = word.apostrophe;
    while (at_ < word.end) {
      const std::size_t end = scan::contraction_part_end(text_, at_, apostrophe, word.end);
      const scan::WordLook look = scan::word_look(text_.substr(at_, end - at_));
      add(end, word.kind, look.flags, look.length_codepoints);
      apostrophe = end < word.end ? scan::next_apostrophe(text_, end, word.end) : word.end;
    }
  }

  void ideograph(const Glyph& g) {
    std::size_t end = at_ + g.size_bytes;
    for (Glyph next = read(text_, end); next.is(CharClass::Mark); next = read(text_, end)) {
      end += next.size_bytes;
    }
    take(end, TokenKind::Ideograph);
  }

  /// A run of one mark, with whatever is set on it.
  void sign(const Glyph& g) {
    std::size_t end = at_ + g.size_bytes;
    for (Glyph next = read(text_, end); next.value == g.value || next.is(CharClass::Mark);
         next = read(text_, end)) {
      end += next.size_bytes;
    }
    const bool punctuation = g.is(CharClass::Punctuation);
    sentences_.mark(text_, g.value, end);
    take(end, punctuation ? TokenKind::Punctuation : TokenKind::Symbol);
  }

  bool take(std::size_t end, TokenKind kind) {
    if (end == at_) return false;
    const std::size_t length = utf8::codepoint_count(text_.substr(at_, end - at_));
    constexpr std::size_t kMax = std::numeric_limits<std::uint16_t>::max();
    add(end, kind, 0, static_cast<std::uint16_t>(std::min(length, kMax)));
    return true;
  }

  void add(std::size_t end, TokenKind kind, std::uint8_t flags, std::uint16_t length_codepoints) {
    const TextSpan span{static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
    at_ = end;
    ++total_;
    if (sentences_.starts_with(kind)) flags |= token_flag::kSentenceStart;
    if (tokens_.size() < limits::kMessageTokens) {
      tokens_.push_back(
          {.span = span, .kind = kind, .flags = flags, .length_codepoints = length_codepoints});
    }
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  scan::CodeScanner code_;
  scan::LinkScanner links_;
  scan::SentenceStarts sentences_;
  std::size_t at_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

std::span<const Token> tokenize(std::string_view text, TokenBuffer& buffer) {
  buffer.tokens_.clear();
  buffer.total_tokens_ = Tokenizer{text, buffer.tokens_}.run();
  scan::mark_quotes(text, buffer.tokens_);
  return buffer.tokens_;
}

}  // namespace undertone
