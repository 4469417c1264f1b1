// A set of 32-bit entries (a key above, a payload below) that is found by key in a step or two.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace undertone::pii {

/// Open addressing; an entry of 0 is an empty slot. The keys are hashes, so their upper bits are as
/// good a slot as any.
template <unsigned slot_bits, unsigned payload_bits>
class KeyTable {
 public:
  static constexpr unsigned kKeyBits = 32 - payload_bits;
  /// Entries up to which a search stays short. Most searches find nothing and go on to the first
  /// empty slot: 1.8 steps in a table that is filled to three eighths, 8.5 in one to three
  /// quarters.
  static constexpr std::size_t kCapacity = (std::size_t{1} << slot_bits) / 8 * 3;

  /// Fewer than kCapacity entries so far; the key is not 0.
  void add(std::uint32_t key, std::uint32_t payload) noexcept {
    const std::uint32_t entry = key << payload_bits | payload;
    seen_[entry >> (kSeenShift + 5)] |= 1U << (entry >> kSeenShift & 31U);
    std::size_t slot = entry >> (32U - slot_bits);
    while (slots_[slot] != 0) slot = (slot + 1) % slots_.size();
    slots_[slot] = entry;
  }

  /// False for nearly all hashes that are not in the table, at a third of the price of find().
  [[nodiscard]] bool may_hold(std::uint32_t hash) const noexcept {
    return (seen_[hash >> (kSeenShift + 5)] >> (hash >> kSeenShift & 31U) & 1U) != 0;
  }
  /// The entry of a hash, of which the upper kKeyBits are the key; 0 if there is none.
  [[nodiscard]] std::uint32_t find(std::uint32_t hash) const noexcept {
    for (std::size_t slot = hash >> (32U - slot_bits);; slot = (slot + 1) % slots_.size()) {
      const std::uint32_t entry = slots_[slot];
      if (entry == 0 || (entry ^ hash) >> payload_bits == 0) return entry;
    }
  }

 private:
  /// Eight bits for each slot: one search in twenty of those in vain gets past them.
  static constexpr unsigned kSeenShift = 32 - slot_bits - 3;
  static_assert(kSeenShift >= payload_bits);

  std::array<std::uint32_t, std::size_t{1} << slot_bits> slots_{};
  std::array<std::uint32_t, (std::size_t{1} << slot_bits) / 4> seen_{};
};

}  // namespace undertone::pii
