// Reads event bytes by schema.json alone: a second opinion on core/event, which it does not use.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>

namespace undertone::test {

/// The events of one output, with zeroes filled in and absent fields left out.
///
/// Errors  throws std::runtime_error on any byte that FORMAT.md does not allow
[[nodiscard]] nlohmann::json read_events(std::span<const std::byte> bytes);

}  // namespace undertone::test
