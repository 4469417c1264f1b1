// Bytes to input records (FORMAT.md); the bytes come from a page and are not trusted.
#pragma once

#include <cstddef>
#include <span>
#include <variant>

#include "core/base/status.h"
#include "core/event/event.gen.h"

namespace undertone {

using Input = std::variant<MessageInput, ActionInput, EndInput>;

/// Reads exactly one input.
///
/// Errors  Truncated, BadCount, BadValue, UnknownField as FORMAT.md says; `at_bytes` tells where
[[nodiscard]] Result<Input> decode_input(std::span<const std::byte> bytes) noexcept;

}  // namespace undertone
