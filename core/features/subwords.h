// Letter groups of a word: what a misspelling leaves of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace undertone {

/// Letter groups that one word may have; a longer word is described by its beginning.
inline constexpr std::size_t kWordSubwords = 24;

/// Hashes every group of three and of four code points of "<word>".
///
/// Input   a folded word, valid UTF-8
/// Output  how many of `hashes` were written, at most kWordSubwords and hashes.size()
/// Cost    about eight steps per byte, no allocation
[[nodiscard]] std::size_t subwords(std::string_view folded,
                                   std::span<std::uint32_t> hashes) noexcept;

}  // namespace undertone
