// Which edges of a large node take a word, kept for the next time that the word comes there. One
// node in fifteen has more than eight edges, up to some hundreds ("i ...", the beginning of a
// sentence), and to ask them all was most of what the phrases of a message cost.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace undertone {

/// Some of the edges that take a word.
struct FittingEdges {
  static constexpr std::size_t kEdges = 4;

  /// edge that the search began with, then the symbol of the word; 0 = an empty place
  std::uint32_t key = 0;
  /// edges asked
  std::uint16_t steps = 0;
  /// where the search goes on; 0 = these were the last edges of the node
  std::uint16_t next = 0;
  /// ascending; 0 = no more
  std::array<std::uint16_t, kEdges> edges{};
};

/// The last ones found. What is in it changes the time that a search takes, never its result.
class PhraseMemo {
 public:
  /// The first edge of all is of the root, where nothing is kept, so that no key is 0.
  [[nodiscard]] static constexpr std::uint32_t key_of(std::uint32_t edge,
                                                      std::uint16_t symbol) noexcept {
    return edge << 16U | symbol;
  }
  /// The place of a key; it may hold another one.
  [[nodiscard]] FittingEdges& place_of(std::uint32_t key) noexcept {
    return places_[key * 2654435769U >> (32U - kBits)];  // 2^32 / golden ratio (Knuth 6.4)
  }

 private:
  /// A 200-character message asks for about 40.
  static constexpr unsigned kBits = 11;

  std::array<FittingEdges, std::size_t{1} << kBits> places_{};
};

}  // namespace undertone
