// Records to bytes (FORMAT.md).
#pragma once

#include <cstddef>
#include <span>

#include "core/base/status.h"
#include "core/event/update.h"

namespace undertone {

/// Writes the events of an update in order: message, moments, conversation.
///
/// Output  bytes written
/// Errors  NoSpace; limits::kEventBytes are always enough
/// Cost    linear in the fields, no allocation
[[nodiscard]] Result<std::size_t> encode(const Update& update, std::span<std::byte> out) noexcept;

}  // namespace undertone
