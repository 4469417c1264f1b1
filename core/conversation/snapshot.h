// A conversation as bytes, so that a reload of the page or another tab can go on with it.
//
// Holds what Conversation holds: numbers, labels and hashes of words, no text. It is meant for the
// device it was made on: hashes of common words can be guessed, so it does not belong on a wire.
//
//   bytes   0 .. 3    "UTCV"
//           4         kSnapshotVersion
//           5         kSchemaVersion (the enumerations)
//           6 .. 9    FNV-1a of all that follows
//          10 ..      the members in the order of fields.h, little-endian
#pragma once

#include <cstddef>
#include <span>

#include "core/base/status.h"
#include "core/conversation/conversation.h"

namespace undertone {

inline constexpr std::uint8_t kSnapshotVersion = 2;

/// Room that any snapshot fits into.
inline constexpr std::size_t kSnapshotBytes = 8 * 1024;

/// Writes `conversation` into `out`.
///
/// Output  the bytes written
/// Errors  NoSpace if `out` is smaller than kSnapshotBytes and they do not fit
[[nodiscard]] Result<std::size_t> save(const Conversation& conversation,
                                       std::span<std::byte> out) noexcept;

/// Reads what save() wrote.
///
/// Input   any bytes, hostile ones included
/// Errors  Truncated, BadMagic, BadVersion, BadChecksum, BadCount, BadValue
[[nodiscard]] Result<Conversation> restore(std::span<const std::byte> bytes) noexcept;

}  // namespace undertone
