// The models inside the command, so that it works from any folder.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace undertone::cli {

/// Output  the bytes of models/langid/model.bin, then of models/en/model.bin, as they were at the
///         build
[[nodiscard]] std::array<std::span<const std::byte>, 2> embedded_models() noexcept;

}  // namespace undertone::cli
