// The personal data in a text, for a page that wants to show or mask it: offsets, never the value.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/base/status.h"
#include "core/pii/entity_buffer.h"

namespace undertone {

class PiiModel;

class Inspector {
 public:
  /// begin, end, type, score
  static constexpr std::size_t kEntityBytes = 4 * sizeof(std::uint32_t);
  static constexpr std::size_t kMaxBytes = limits::kMessageEntities * kEntityBytes;

  /// Writes four little-endian uint32 per entity: begin and end in UTF-16 code units, EntityType,
  /// score in hundredths.
  ///
  /// Input   `model` as find_pii takes it; any bytes; over limits::kMessageBytes only the beginning
  ///         is looked at
  /// Output  bytes written
  /// Errors  NoSpace; kMaxBytes are always enough
  [[nodiscard]] Result<std::size_t> inspect(std::string_view text, const PiiModel* model,
                                            std::span<std::byte> out) noexcept;

 private:
  std::string sanitized_;
  EntityBuffer entities_;
};

}  // namespace undertone
