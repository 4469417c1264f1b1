#include "core/text/scan/quotes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "core/text/fold.h"
#include "core/text/scan/glyph.h"

namespace undertone::scan {
namespace {

/// Marks that pair with each other. A writer mixes them freely within a family.
enum class Family : std::uint8_t { Double, Single, Angle, SingleAngle, Corner, WhiteCorner };
constexpr std::size_t kNumFamilies = 6;

enum class Side : std::uint8_t {
  Left,    ///< opens, wherever it stands
  Right,   ///< closes, and opens in Finnish, Swedish and German books: see by its place
  Either,  ///< the straight ones: see by its place
};

struct QuoteMark {
  Family family;
  Side side;
};

std::optional<QuoteMark> quote_mark(char32_t c) noexcept {
  switch (c) {
    case '"':
    case 0xFF02:  // full width
      return QuoteMark{Family::Double, Side::Either};
    case 0x201E:  // low double
      return QuoteMark{Family::Double, Side::Left};
    case 0x201C:  // left double; closes a low one
      return QuoteMark{Family::Double, Side::Left};
    case 0x201D:  // right double
      return QuoteMark{Family::Double, Side::Right};
    case '\'':
      return QuoteMark{Family::Single, Side::Either};
    case 0x201A:  // low single
    case 0x2018:  // left single; closes a low one
      return QuoteMark{Family::Single, Side::Left};
    case 0x2019:  // right single
      return QuoteMark{Family::Single, Side::Right};
    case 0x00AB:
      return QuoteMark{Family::Angle, Side::Left};
    case 0x00BB:
      return QuoteMark{Family::Angle, Side::Right};
    case 0x2039:
      return QuoteMark{Family::SingleAngle, Side::Left};
    case 0x203A:
      return QuoteMark{Family::SingleAngle, Side::Right};
    case 0x300C:
      return QuoteMark{Family::Corner, Side::Left};
    case 0x300D:
      return QuoteMark{Family::Corner, Side::Right};
    case 0x300E:
      return QuoteMark{Family::WhiteCorner, Side::Left};
    case 0x300F:
      return QuoteMark{Family::WhiteCorner, Side::Right};
    default:
      return std::nullopt;
  }
}

/// Words that begin with an apostrophe: none of them opens a quotation.
bool is_clipped_word(std::string_view word) noexcept {
  constexpr std::array<std::string_view, 10> kClipped = {"cause", "cos",  "cuz", "em",   "bout",
                                                         "n",     "nuff", "til", "twas", "tis"};
  return std::find(kClipped.begin(), kClipped.end(), word) != kClipped.end();
}

class QuoteMarker {
 public:
  QuoteMarker(std::string_view text, std::span<Token> tokens) noexcept
      : text_{text}, tokens_{tokens} {}

  void run() noexcept {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      at_line_breaks_before(i);
      if (line_quoted_) tokens_[i].flags |= token_flag::kQuoted;
      if (tokens_[i].kind != TokenKind::Punctuation) continue;
      const char32_t c = read(text_, tokens_[i].span.begin).value;
      if (const std::optional<QuoteMark> mark = quote_mark(c)) at_mark(i, c, *mark);
    }
  }

 private:
  struct Open {
    std::size_t token = 0;
    char32_t mark = 0;  ///< 0 = nothing open
  };

  void at_line_breaks_before(std::size_t i) noexcept {
    const std::size_t begin = i == 0 ? 0 : tokens_[i - 1].span.end;
    std::size_t line_breaks = 0;
    for (std::size_t at = begin; at < tokens_[i].span.begin;) {
      const Glyph g = read(text_, at);
      at += g.size_bytes;
      const bool second_half = g.value == '\n' && at >= 2 && text_[at - 2] == '\r';
      line_breaks += g.is(CharClass::LineBreak) && !second_half ? 1 : 0;
    }
    if (line_breaks > 0) open_[static_cast<std::size_t>(Family::Single)].mark = 0;
    if (line_breaks > 1) open_.fill({});
    if (line_breaks > 0 || i == 0) {
      const std::size_t end = tokens_[i].span.end;
      line_quoted_ = text_[tokens_[i].span.begin] == '>' && tokens_[i].kind == TokenKind::Symbol &&
                     read(text_, end).is_space();
    }
  }

  void at_mark(std::size_t i, char32_t c, QuoteMark mark) noexcept {
    Open& open = open_[static_cast<std::size_t>(mark.family)];
    if (open.mark != 0 && closes(i, c, mark, open.mark)) {
      for (std::size_t k = open.token + 1; k < i; ++k) tokens_[k].flags |= token_flag::kQuoted;
      open.mark = 0;
    } else if (opens(i, mark)) {
      open = {i, c};
    }
  }

  [[nodiscard]] bool closes(std::size_t i, char32_t c, QuoteMark mark,
                            char32_t opened_by) const noexcept {
    if (mark.family == Family::Angle || mark.family == Family::SingleAngle) return c != opened_by;
    if (mark.side == Side::Left) return opened_by == 0x201E || opened_by == 0x201A;
    if (mark.family == Family::Corner || mark.family == Family::WhiteCorner) return true;
    return !space_before(i) && !word_after(i);
  }

  [[nodiscard]] bool opens(std::size_t i, QuoteMark mark) const noexcept {
    if (mark.side == Side::Left) return true;
    if (mark.family == Family::Corner || mark.family == Family::WhiteCorner) return false;
    const bool in_place = !word_before(i) && !space_after(i);
    if (mark.family != Family::Single) return in_place;
    if (!in_place || i + 1 == tokens_.size()) return false;
    const Token& next = tokens_[i + 1];
    const std::string_view word = next.span.of(text_);
    FoldBuffer buffer;
    return next.kind == TokenKind::Word && read(word, 0).is(CharClass::Letter) &&
           !is_clipped_word(fold(word, buffer));
  }

  [[nodiscard]] bool space_before(std::size_t i) const noexcept {
    const Glyph g = read_before(text_, tokens_[i].span.begin);
    return g.at_end() || g.is_space();
  }
  [[nodiscard]] bool space_after(std::size_t i) const noexcept {
    const Glyph g = read(text_, tokens_[i].span.end);
    return g.at_end() || g.is_space();
  }
  [[nodiscard]] bool word_before(std::size_t i) const noexcept {
    const Glyph g = read_before(text_, tokens_[i].span.begin);
    return g.is_word_part();
  }
  [[nodiscard]] bool word_after(std::size_t i) const noexcept {
    const Glyph g = read(text_, tokens_[i].span.end);
    return g.is_word_part();
  }

  std::string_view text_;
  std::span<Token> tokens_;
  std::array<Open, kNumFamilies> open_{};
  bool line_quoted_ = false;
};

}  // namespace

void mark_quotes(std::string_view text, std::span<Token> tokens) noexcept {
  QuoteMarker{text, tokens}.run();
}

}  // namespace undertone::scan
