// A set over an enumeration of at most 32 values, kept as bits.
#pragma once

#include <cstdint>

namespace undertone {

template <class Enum>
class EnumSet {
 public:
  constexpr EnumSet() noexcept = default;
  constexpr EnumSet(Enum value) noexcept : bits_{bit(value)} {}  // NOLINT: a value is a set of one

  [[nodiscard]] static constexpr EnumSet from_bits(std::uint32_t bits) noexcept {
    EnumSet set;
    set.bits_ = bits;
    return set;
  }
  [[nodiscard]] constexpr std::uint32_t bits() const noexcept { return bits_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] constexpr bool contains(Enum value) const noexcept {
    return (bits_ & bit(value)) != 0;
  }
  constexpr void insert(Enum value) noexcept { bits_ |= bit(value); }
  constexpr void erase(Enum value) noexcept { bits_ &= ~bit(value); }

  constexpr EnumSet& operator|=(EnumSet other) noexcept {
    bits_ |= other.bits_;
    return *this;
  }
  [[nodiscard]] friend constexpr EnumSet operator|(EnumSet a, EnumSet b) noexcept { return a |= b; }
  [[nodiscard]] friend constexpr EnumSet operator&(EnumSet a, EnumSet b) noexcept {
    return from_bits(a.bits_ & b.bits_);
  }
  /// Members of `a` that are not in `b`.
  [[nodiscard]] friend constexpr EnumSet operator-(EnumSet a, EnumSet b) noexcept {
    return from_bits(a.bits_ & ~b.bits_);
  }
  friend constexpr bool operator==(EnumSet, EnumSet) noexcept = default;

 private:
  [[nodiscard]] static constexpr std::uint32_t bit(Enum value) noexcept {
    return std::uint32_t{1} << static_cast<unsigned>(value);
  }
  std::uint32_t bits_ = 0;
};

}  // namespace undertone
