#include "core/text/language_features.h"

#include <algorithm>

#include "core/text/scan/glyph.h"

namespace undertone {
namespace {

using scan::Glyph;
using scan::read;

constexpr bool is_evidence(const Token& token) noexcept {
  return token.kind == TokenKind::Word || token.kind == TokenKind::Ideograph;
}

/// A word as the model sees it: lower case between two spaces.
class PlainWord {
 public:
  PlainWord() noexcept { clear(); }

  void clear() noexcept {
    size_ = 1;
    run_ = 0;
    letters_[0] = ' ';
  }
  [[nodiscard]] bool empty() const noexcept { return size_ == 1; }

  /// A stretched letter counts once: doubled ones are typical of some languages ("soooo baaaad" is
  /// not Somali).
  void add(char32_t letter) noexcept {
    run_ = letter == letters_[size_ - 1] ? run_ + 1 : 1;
    if (run_ == 3) --size_;
    if (run_ < 3 && size_ + 1 < letters_.size()) letters_[size_++] = letter;
  }
  [[nodiscard]] std::span<const char32_t> finish() noexcept {
    letters_[size_] = ' ';
    return {letters_.data(), size_ + 1};
  }

 private:
  std::array<char32_t, kLanguageWordLetters + 2> letters_;
  std::size_t size_;
  /// how often the last letter came in a row
  std::size_t run_;
};

// FNV-1a over code points, then the high half of a multiplication (Knuth), which mixes best.
constexpr std::uint32_t kSeed = 2166136261U;
constexpr std::uint32_t kWholeWordSeed = 0x9E3779B9U;
constexpr std::uint32_t step(std::uint32_t hash, char32_t letter) noexcept {
  return (hash ^ letter) * 16777619U;
}
constexpr std::uint16_t finish(std::uint32_t hash) noexcept {
  return static_cast<std::uint16_t>((hash * 2654435761U) >> 16U);
}

void add_groups(std::span<const char32_t> word, LetterGroups& groups) noexcept {
  const auto add = [&groups](std::uint32_t hash) {
    groups.hashes[groups.num_hashes++] = finish(hash);
  };
  constexpr std::size_t kLongest = 4;
  for (std::size_t i = 0; i < word.size(); ++i) {
    std::uint32_t hash = kSeed;
    const std::size_t end = std::min(i + kLongest, word.size());
    for (std::size_t k = i; k < end; ++k) {
      hash = step(hash, word[k]);
      const bool only_an_end = k == i && word[k] == ' ';
      if (!only_an_end) add(hash);
    }
  }
  if (word.size() <= kLongest) return;
  std::uint32_t hash = kWholeWordSeed;
  for (const char32_t letter : word) hash = step(hash, letter);
  add(hash);
}

constexpr bool is_accent(char32_t c) noexcept { return c >= 0x0300 && c <= 0x036F; }

}  // namespace

ScriptCounts count_scripts(std::string_view text, std::span<const Token> tokens) noexcept {
  ScriptCounts letters{};
  for (const Token& token : tokens) {
    if (!is_evidence(token)) continue;
    for (std::size_t at = token.span.begin; at < token.span.end;) {
      const Glyph g = read(text, at);
      at += g.size_bytes;
      if (g.is(CharClass::Letter)) ++letters[static_cast<std::size_t>(g.info.script)];
    }
  }
  return letters;
}

Script dominant_script(const ScriptCounts& letters) noexcept {
  Script best = Script::Common;
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto script = static_cast<Script>(i);
    const bool dense = script == Script::Han || script == Script::Kana || script == Script::Hangul;
    const std::uint32_t weight = letters[i] * (dense ? 3 : 1);
    if (weight > most) {
      most = weight;
      best = script;
    }
  }
  return best;
}

void collect_letter_groups(std::string_view text, std::span<const Token> tokens, Script script,
                           LetterGroups& groups) noexcept {
  groups.num_hashes = 0;
  std::size_t num_words = 0;
  PlainWord word;
  const auto end_word = [&] {
    if (!word.empty() && num_words < kLanguageWords) {
      add_groups(word.finish(), groups);
      ++num_words;
    }
    word.clear();
  };
  for (const Token& token : tokens) {
    if (num_words == kLanguageWords) break;
    if (token.kind != TokenKind::Word) continue;
    for (std::size_t at = token.span.begin; at < token.span.end;) {
      const Glyph g = read(text, at);
      at += g.size_bytes;
      if (g.is(CharClass::Letter) && g.info.script == script) {
        word.add(lower_case(g.value));
      } else if (g.value == '\'' || g.value == 0x2019) {
        word.add('\'');
      } else if (g.is(CharClass::Mark)) {
        // Vowel signs are letters to the model; accents that stand apart are not.
        if (script == Script::Devanagari && !is_accent(g.value)) word.add(g.value);
      } else if (!g.is(CharClass::Invisible)) {
        end_word();
      }
    }
    end_word();
  }
}

}  // namespace undertone
