// SHA-256 and Keccak-256 of short inputs: crypto addresses carry parts of them as check digits.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace undertone::pii {

using Digest = std::array<std::uint8_t, 32>;

/// Input   at most 119 bytes (two blocks)
/// Source  FIPS 180-4
[[nodiscard]] Digest sha256(std::span<const std::uint8_t> input) noexcept;

/// Input   at most 135 bytes (one block), original padding, not that of SHA-3
/// Source  Keccak reference, version 3.0, r = 1088
[[nodiscard]] Digest keccak256(std::span<const std::uint8_t> input) noexcept;

}  // namespace undertone::pii
