// Tokens of any text are in order, inside it and on code points, and account for all that shows.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/base/limits.h"
#include "core/text/fold.h"
#include "core/text/scan/emoticon.h"
#include "core/text/scan/glyph.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace {

using undertone::CharClass;
using undertone::Token;

bool on_code_point(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// Between tokens there is only white space and what nobody sees.
void check_gap(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const undertone::scan::Glyph g = undertone::scan::read(text, begin);
    UNDERTONE_CHECK(g.is_space() || g.is(CharClass::Control) || g.is(CharClass::Invisible));
    begin += g.size_bytes;
  }
  UNDERTONE_CHECK(begin == end);
}

void check_fold(std::string_view word) {
  undertone::FoldBuffer first;
  undertone::FoldBuffer second;
  undertone::FoldBuffer once;
  const std::string_view folded = undertone::fold(word, first);
  UNDERTONE_CHECK(folded.size() <= undertone::kFoldedBytes);
  static std::string buffer;
  UNDERTONE_CHECK(undertone::utf8::sanitize(folded, buffer).replaced_count == 0);
  UNDERTONE_CHECK(undertone::fold(folded, second).size() <= folded.size());
  UNDERTONE_CHECK(undertone::fold(word, once, undertone::Stretch::Once).size() <=
                  undertone::kFoldedBytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::string clean;  // kept between runs, as in an analyzer
  const std::string_view text =
      undertone::utf8::sanitize({reinterpret_cast<const char*>(data), size}, clean).text;
  static undertone::TokenBuffer buffer;
  const std::span<const Token> tokens = undertone::tokenize(text, buffer);
  UNDERTONE_CHECK(tokens.size() <= undertone::limits::kMessageTokens);
  UNDERTONE_CHECK(tokens.size() <= buffer.total_tokens());

  std::size_t end = 0;
  for (const Token& token : tokens) {
    UNDERTONE_CHECK(token.span.begin >= end && token.span.end > token.span.begin);
    UNDERTONE_CHECK(token.span.end <= text.size());
    UNDERTONE_CHECK(on_code_point(text, token.span.begin) && on_code_point(text, token.span.end));
    check_gap(text, end, token.span.begin);
    const std::string_view inside = token.span.of(text);
    const std::size_t length = undertone::utf8::codepoint_count(inside);
    UNDERTONE_CHECK(token.length_codepoints == (length < 0xFFFF ? length : 0xFFFF));
    UNDERTONE_CHECK(inside.starts_with(undertone::emoticon_stem(inside)));
    check_fold(inside);
    end = token.span.end;
  }
  if (tokens.size() == buffer.total_tokens()) check_gap(text, end, text.size());
  return 0;
}
