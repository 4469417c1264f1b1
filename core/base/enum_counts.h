// A saturating counter per enumerator.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/base/vocabulary.gen.h"

namespace undertone {

template <class Enum>
class EnumCounts {
 public:
  static constexpr std::size_t kSize = enum_size<Enum>;

  [[nodiscard]] constexpr std::uint16_t operator[](Enum value) const noexcept {
    return counts_[static_cast<std::size_t>(value)];
  }
  constexpr void set(Enum value, std::uint16_t count) noexcept {
    counts_[static_cast<std::size_t>(value)] = count;
  }
  constexpr void add(Enum value, std::uint32_t count = 1) noexcept {
    std::uint16_t& at = counts_[static_cast<std::size_t>(value)];
    constexpr std::uint32_t kMax = std::numeric_limits<std::uint16_t>::max();
    const std::uint32_t sum = at + (count < kMax ? count : kMax);
    at = static_cast<std::uint16_t>(sum < kMax ? sum : kMax);
  }
  constexpr EnumCounts& operator+=(const EnumCounts& other) noexcept {
    for (std::size_t i = 0; i < kSize; ++i) add(static_cast<Enum>(i), other.counts_[i]);
    return *this;
  }
  /// How many enumerators have a count above zero.
  [[nodiscard]] constexpr std::uint32_t kinds() const noexcept {
    std::uint32_t n = 0;
    for (const std::uint16_t count : counts_) n += count != 0 ? 1U : 0U;
    return n;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return kinds() == 0; }
  friend constexpr bool operator==(const EnumCounts&, const EnumCounts&) noexcept = default;

 private:
  std::array<std::uint16_t, kSize> counts_{};
};

}  // namespace undertone
