#include "core/text/fold.h"

#include <algorithm>
#include <optional>

#include "core/text/char_class.h"
#include "core/text/mapping.h"
#include "core/text/tables/case.gen.h"
#include "core/text/tables/fold.gen.h"
#include "core/text/utf8.h"

namespace undertone {
namespace {

constexpr char32_t kTatweel = 0x0640;
constexpr char32_t kFirstSkinTone = 0x1F3FB;
constexpr char32_t kLastSkinTone = 0x1F3FF;

template <std::size_t kSize>
std::string_view spelling_of(const std::array<tables::Spelling, kSize>& table,
                             char32_t code_point) noexcept {
  const auto* const at =
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
    case '`':     // typed for an apostrophe
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
    const utf8::CodePoint c = utf8::decode(word, at);
    at += c.size_bytes;
    if (c.value < 0x80) {
      latin = latin || char_info(c.value).char_class == CharClass::Letter;
      continue;
    }
    const CharInfo info = char_info(c.value);
    if (info.char_class != CharClass::Letter) continue;
    if (info.script == Script::Latin) {
      latin = true;
    } else if (spelling_of(tables::kLookalikes, c.value).empty()) {
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
      : buffer_{buffer}, max_run_{stretch == Stretch::Once ? 1U : 2U} {}

  [[nodiscard]] bool full() const noexcept { return full_; }
  [[nodiscard]] std::string_view text() const noexcept { return {buffer_.data(), size_}; }

  void add(char32_t code_point) noexcept {
    run_ = code_point == last_ ? run_ + 1 : 1;
    last_ = code_point;
    char bytes[4];
    const std::size_t size = utf8::encode(code_point, bytes);
    if (run_ >= 3 && is_stretchable(code_point)) {
      if (run_ == 3) size_ -= size * (2 - max_run_);
      return;
    }
    if (size_ + size > buffer_.size()) {
      full_ = true;
      return;
    }
    std::copy_n(bytes, size, buffer_.data() + size_);
    size_ += size;
  }
  void add(std::string_view ascii) noexcept {
    for (const char letter : ascii) add(static_cast<char32_t>(letter));
  }

 private:
  static bool is_stretchable(char32_t code_point) noexcept {
    return char_info(code_point).char_class == CharClass::Letter;
  }

  FoldBuffer& buffer_;
  std::size_t max_run_;
  std::size_t size_ = 0;
  char32_t last_ = 0;
  std::size_t run_ = 0;
  bool full_ = false;
};

void add_folded(char32_t code_point, bool disguised, Folded& folded) noexcept {
  if (code_point < 0x80) return folded.add(lower_case(plain_mark(code_point)));
  if (disguised) {
    const std::string_view latin = spelling_of(tables::kLookalikes, code_point);
    if (!latin.empty()) return folded.add(latin);
  }
  const char32_t small = lower_case(mapped(tables::kCompatible, plain_mark(code_point)));
  if (const char base = latin_base(small); base != 0) {
    return folded.add(static_cast<char32_t>(base));
  }
  const std::string_view spelling = spelling_of(tables::kLatinSpellings, small);
  if (!spelling.empty()) return folded.add(spelling);
  folded.add(mapped(tables::kUnmarked, small));
}

}  // namespace

std::string_view fold(std::string_view word, FoldBuffer& buffer, Stretch stretch) noexcept {
  const bool disguised = is_disguised(word);
  Folded folded{buffer, stretch};
  Script script = Script::Common;
  for (std::size_t at = 0; at < word.size() && !folded.full();) {
    const utf8::CodePoint c = utf8::decode(word, at);
    at += c.size_bytes;
    if (c.value >= 0x80) {
      const CharInfo info = char_info(c.value);
      if (info.char_class == CharClass::Invisible || c.value == kTatweel) continue;
      if (c.value >= kFirstSkinTone && c.value <= kLastSkinTone) continue;
      if (info.char_class == CharClass::Mark && only_adorns(c.value, script)) continue;
      if (info.char_class == CharClass::Letter) script = info.script;
    }
    add_folded(c.value, disguised, folded);
  }
  return folded.text();
}

}  // namespace undertone
