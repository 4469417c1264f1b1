// Text + entities -> text without them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/enum_counts.h"
#include "core/pii/entity.h"

namespace undertone {

/// Appends `text` with each entity as its type in brackets: "write to [EMAIL_ADDRESS]".
///
/// Input  entities of find_pii on this text
/// Cost   linear
void redact(std::string_view text, std::span<const Entity> entities, std::string& out);

/// Numbers for the entities of one conversation: the same value gets the same number, so that a
/// reader can still tell who is who. Keeps hashes of 64 bits, no values.
class Placeholders {
 public:
  /// Values remembered; later ones are written without a number.
  static constexpr std::size_t kMaxValues = 65536;

  /// Number of a value among those of its type, from 1; 0 when there is no more room.
  /// Case and separators do not count: "+49 30 1" and "+49301" are one.
  [[nodiscard]] std::uint32_t number_of(EntityType type, std::string_view value);
  /// The next conversation begins.
  void clear() noexcept;

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  std::uint32_t last_[enum_size<EntityType>] = {};
};

/// As above, with a number per value: "[PERSON_1] wrote to [PERSON_2]".
void redact(std::string_view text, std::span<const Entity> entities, Placeholders& placeholders,
            std::string& out);

}  // namespace undertone
