// The models inside the command, so that it works from any folder.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace undertone::cli {

/// Output  the bytes of models/langid/model.bin, models/en/model.bin and models/names/model.bin, as
///         they were at the build
[[nodiscard]] std::array<std::span<const std::byte>, 3> embedded_models() noexcept;

/// The last of them alone.
[[nodiscard]] std::span<const std::byte> embedded_names() noexcept;

}  // namespace undertone::cli
