// What was found out about a word, kept for the next time that it comes. What is in here changes
// the time that a search takes, never its result.
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

/// Which edges of a large node take a word. One node in fifteen has more than eight edges, up to
/// some hundreds ("i ...", the beginning of a sentence), and to ask them all was most of what the
/// phrases of a message cost.
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

/// The sets that a word is in, one bit each.
struct WordSets {
  static constexpr std::size_t kMaxSets = 2048;

  /// the word; that of 0 is in none
  std::uint16_t symbol = 0;
  std::array<std::uint32_t, kMaxSets / 32> bits{};
};

/// Those of the last words: a word is in five sets, one like "you" in a hundred.
class WordSetsMemo {
 public:
  /// The place of a word; it may hold another one.
  [[nodiscard]] WordSets& place_of(std::uint16_t symbol) noexcept {
    return places_[symbol % kPlaces];
  }

 private:
  static constexpr std::size_t kPlaces = 128;

  std::array<WordSets, kPlaces> places_{};
};

}  // namespace undertone
