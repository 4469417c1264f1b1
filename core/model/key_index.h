// Finds a word's hash in an ascending row of them: by its upper bits, then one by one. Hashes are
// spread evenly, so that a stretch is short; halving the row would take fourteen steps, of which a
// processor guesses every second one wrong.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace undertone {

class KeyIndex {
 public:
  static constexpr unsigned kKeyBits = 24;
  static constexpr std::size_t kKeyBytes = kKeyBits / 8;

  /// Input     `size` keys of kKeyBytes, lower bits first, ascending
  /// Lifetime  keeps a view of `keys`
  void build(const std::byte* keys, std::size_t size) noexcept;

  /// Output  which key it is, or size() if it is none; of a longer hash only the lower bits count
  [[nodiscard]] std::size_t find(std::uint32_t key) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  /// Stretches: with the 10,000 words of a model, two or three words are in one.
  static constexpr unsigned kBits = 12;
  static constexpr unsigned kShift = kKeyBits - kBits;

  [[nodiscard]] std::uint32_t key_at(std::size_t index) const noexcept {
    const std::byte* const at = keys_ + index * kKeyBytes;
    return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U |
           static_cast<std::uint32_t>(at[2]) << 16U;
  }

  const std::byte* keys_ = nullptr;
  std::size_t size_ = 0;
  /// first key of each stretch, then the end
  std::array<std::uint32_t, (std::size_t{1} << kBits) + 1> begins_{};
};

}  // namespace undertone
