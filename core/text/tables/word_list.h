// Layout of words.gen.h: short lists of words, sorted by their bytes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace undertone::tables {

template <std::size_t kSize>
using WordList = std::array<std::string_view, kSize>;

template <std::size_t kSize>
[[nodiscard]] constexpr bool contains(const WordList<kSize>& list, std::string_view word) noexcept {
  return std::binary_search(list.begin(), list.end(), word);
}

}  // namespace undertone::tables
