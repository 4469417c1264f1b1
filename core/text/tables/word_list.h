// Layout of words.gen.h: short lists of words, sorted by their bytes, each with a line break before
// it and one after the last. An array of views would cost eight bytes more for each word.
#pragma once

#include <string_view>

namespace undertone::tables {

using WordList = std::string_view;

/// Input  `word` has no line break
[[nodiscard]] constexpr bool contains(WordList list, std::string_view word) noexcept {
  for (std::size_t at = list.find(word, 1); at != WordList::npos; at = list.find(word, at + 1)) {
    if (list[at - 1] == '\n' && list[at + word.size()] == '\n') return true;
  }
  return false;
}

/// The word that begins at `at`.
[[nodiscard]] constexpr std::string_view word_at(WordList list, std::size_t at) noexcept {
  return list.substr(at, list.find('\n', at) - at);
}

}  // namespace undertone::tables
