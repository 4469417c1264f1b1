// The English model inside the command, so that it works from any folder.
#pragma once

#include <cstddef>
#include <span>

namespace undertone::cli {

/// Output  the bytes of models/en/model.bin as it was at the build; empty if there was none
[[nodiscard]] std::span<const std::byte> embedded_model() noexcept;

}  // namespace undertone::cli
