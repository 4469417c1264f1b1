#include "core/text/fold.h"

#include <algorithm>
#include <optional>
#include <span>

#include "core/text/char_class.h"
#include "core/text/mapping.h"
#include "core/text/scan/glyph.h"
#include "core/text/tables/case.gen.h"
#include "core/text/tables/fold.gen.h"
#include "core/text/utf8.h"

namespace undertone {
namespace {

using scan::Glyph;
using scan::read;

constexpr char32_t kTatweel = 0x0640;
constexpr char32_t kFirstSkinTone = 0x1F3FB;
constexpr char32_t kLastSkinTone = 0x1F3FF;

std::string_view spelling_of(std::span<const tables::Spelling> table,
                             char32_t code_point) noexcept {
  const auto at =
      std::lower_bound(table.begin(), table.end(), code_point,
                       [](const tables::Spelling& s, char32_t c) { return s.code_point < c; });
  if (at == table.end() || at->code_point != code_point) return {};
  return at->letters.data();
}

/// The base letter of a Latin letter by its block's direct table; 0 if it has none.
char latin_base(char32_t code_point) noexcept {
  if (code_point >= 0xC0 && code_point < 0xC0 + tables::kLatinBase.size()) {
    return tables::kLatinBase[code_point - 0xC0];
  }
  if (code_point >= 0x1E00 && code_point < 0x1E00 + tables::kLatinAdditionalBase.size()) {
    return tables::kLatinAdditionalBase[code_point - 0x1E00];
  }
  return 0;
}

char32_t plain_mark(char32_t code_point) noexcept {
  switch (code_point) {
    case 0x02BC:  // modifier letter apostrophe
    case 0x2018:  // single quotation marks
    case 0x2019:
    case 0x201B:
    case 0x2032:  // prime
    case 0x00B4:  // acute accent
      return '\'';
    case 0x2010:  // hyphens and dashes
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:  // minus sign
      return '-';
    default:
      return code_point;
  }
}

/// Whether a mark belongs to the letter before it in every spelling (vowel signs of India) or only
/// adorns it (accents, Hebrew and Arabic points).
bool only_adorns(char32_t mark, Script before) noexcept {
  return (mark >= 0x0300 && mark <= 0x036F) || before == Script::Arabic || before == Script::Hebrew;
}

/// A word between scripts: Latin letters beside others that all look Latin.
bool is_disguised(std::string_view word) noexcept {
  bool latin = false;
  bool other = false;
  for (std::size_t at = 0; at < word.size();) {
    const Glyph g = read(word, at);
    at += g.size_bytes;
    if (!g.is(CharClass::Letter)) continue;
    if (g.info.script == Script::Latin) {
      latin = true;
    } else if (spelling_of(tables::kLookalikes, g.value).empty()) {
      return false;
    } else {
      other = true;
    }
  }
  return latin && other;
}

/// Collects folded code points, squeezing stretched letters.
class Folded {
 public:
  Folded(FoldBuffer& buffer, Stretch stretch) noexcept
      : buffer_{buffer}, kept_{stretch == Stretch::Once ? 1U : 2U} {}

  [[nodiscard]] bool full() const noexcept { return full_; }
  [[nodiscard]] std::string_view text() const noexcept { return {buffer_.data(), size_}; }

  void add(char32_t code_point) noexcept {
    run_ = code_point == last_ ? run_ + 1 : 1;
    last_ = code_point;
    if (code_point < 0x80 && run_ < 3 && size_ < buffer_.size()) {
      buffer_[size_++] = static_cast<char>(code_point);
      return;
    }
    char bytes[4];
    const std::size_t size = utf8::encode(code_point, bytes);
    if (run_ >= 3 && char_info(code_point).char_class == CharClass::Letter) {
      if (run_ == 3) size_ -= size * (2 - kept_);
    } else if (size_ + size <= buffer_.size()) {
      std::copy_n(bytes, size, buffer_.data() + size_);
      size_ += size;
    } else {
      full_ = true;
    }
  }
  void add(std::string_view ascii) noexcept {
    for (const char letter : ascii) add(static_cast<char32_t>(letter));
  }

 private:
  FoldBuffer& buffer_;
  /// how many of a stretched letter stay
  std::size_t kept_;
  std::size_t size_ = 0;
  char32_t last_ = 0;
  /// how often `last_` came in a row
  std::size_t run_ = 0;
  bool full_ = false;
};

/// A visible code point above ASCII.
void add_folded(const Glyph& g, bool disguised, Folded& folded) noexcept {
  if (disguised) {
    const std::string_view latin = spelling_of(tables::kLookalikes, g.value);
    if (!latin.empty()) return folded.add(latin);
  }
  const char32_t small = lower_case(mapped(tables::kCompatible, plain_mark(g.value)));
  if (const char base = latin_base(small); base != 0) {
    return folded.add(static_cast<char32_t>(base));
  }
  if (g.info.script == Script::Latin) {
    const std::string_view spelling = spelling_of(tables::kLatinSpellings, small);
    if (!spelling.empty()) return folded.add(spelling);
  }
  folded.add(mapped(tables::kUnmarked, small));
}

/// Nobody sees it, or it makes no difference to what is said.
bool vanishes(const Glyph& g, Script script) noexcept {
  return g.is(CharClass::Invisible) || g.value == kTatweel ||
         (g.value >= kFirstSkinTone && g.value <= kLastSkinTone) ||
         (g.is(CharClass::Mark) && only_adorns(g.value, script));
}

}  // namespace

std::string_view fold(std::string_view word, FoldBuffer& buffer, Stretch stretch) noexcept {
  Folded folded{buffer, stretch};
  std::optional<bool> disguised;
  Script script = Script::Common;
  for (std::size_t at = 0; at < word.size() && !folded.full();) {
    const Glyph g = read(word, at);
    at += g.size_bytes;
    if (g.value < 0x80) {
      folded.add(g.value == '`' ? U'\'' : lower_case(g.value));
      continue;
    }
    if (vanishes(g, script)) continue;
    if (g.is(CharClass::Letter)) script = g.info.script;
    if (!disguised) disguised = is_disguised(word);
    add_folded(g, *disguised, folded);
  }
  return folded.text();
}

}  // namespace undertone
