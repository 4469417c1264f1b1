// The container of a model file, as far as one section is exchanged (core/model/FORMAT.md).
#pragma once

#include <cstdint>
#include <vector>

namespace undertone::cli {

/// A model file with one section replaced or added; all others stay as they are.
///
/// Errors  throws std::runtime_error if `file` is no model file
[[nodiscard]] std::vector<char> with_section(const std::vector<char>& file, std::uint32_t tag,
                                             const std::vector<char>& section);

}  // namespace undertone::cli
