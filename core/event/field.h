// Where the fields of a record stand and how they are held: what the codecs walk, a few bytes a
// field where code for each would be fifty. The tables: event.gen.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "core/base/enum_counts.h"
#include "core/base/enum_set.h"

namespace undertone {

/// How a member is held in its record.
enum class Held : std::uint8_t {
  Byte,          ///< an enumerator or bool
  Uint,          ///< std::uint32_t
  Int,           ///< std::int32_t
  OptionalUint,  ///< std::optional<std::uint32_t>
  OptionalInt,   ///< std::optional<std::int32_t>
  Set,           ///< EnumSet
  Counts,        ///< EnumCounts
};

struct Field {
  std::uint16_t offset_bytes = 0;
  std::uint8_t id = 0;
  Held held = Held::Byte;
  /// values of an enumeration; 0 for a number
  std::uint8_t num_values = 0;
};

/// The fields of a record in order of id; specialised for each.
template <class Record>
inline constexpr std::nullptr_t kFields = nullptr;

namespace detail {

template <class Member>
struct HeldAs;
template <>
struct HeldAs<bool> {
  static constexpr Held kHeld = Held::Byte;
  static constexpr std::uint8_t kNumValues = 2;
};
template <class Enum>
requires std::is_enum_v<Enum>
struct HeldAs<Enum> {
  static_assert(sizeof(Enum) == 1);
  static constexpr Held kHeld = Held::Byte;
  static constexpr std::uint8_t kNumValues = enum_size<Enum>;
};
template <>
struct HeldAs<std::uint32_t> {
  static constexpr Held kHeld = Held::Uint;
  static constexpr std::uint8_t kNumValues = 0;
};
template <>
struct HeldAs<std::int32_t> {
  static constexpr Held kHeld = Held::Int;
  static constexpr std::uint8_t kNumValues = 0;
};
template <>
struct HeldAs<std::optional<std::uint32_t>> {
  static constexpr Held kHeld = Held::OptionalUint;
  static constexpr std::uint8_t kNumValues = 0;
};
template <>
struct HeldAs<std::optional<std::int32_t>> {
  static constexpr Held kHeld = Held::OptionalInt;
  static constexpr std::uint8_t kNumValues = 0;
};
template <class Enum>
struct HeldAs<EnumSet<Enum>> {
  static_assert(sizeof(EnumSet<Enum>) == sizeof(std::uint32_t));
  static constexpr Held kHeld = Held::Set;
  static constexpr std::uint8_t kNumValues = enum_size<Enum>;
};
template <class Enum>
struct HeldAs<EnumCounts<Enum>> {
  static_assert(sizeof(EnumCounts<Enum>) == sizeof(std::uint16_t) * enum_size<Enum>);
  static constexpr Held kHeld = Held::Counts;
  static constexpr std::uint8_t kNumValues = enum_size<Enum>;
};

}  // namespace detail

template <class Member>
[[nodiscard]] constexpr Field field(std::uint8_t id, std::size_t offset_bytes) noexcept {
  using As = detail::HeldAs<Member>;
  return {static_cast<std::uint16_t>(offset_bytes), id, As::kHeld, As::kNumValues};
}

}  // namespace undertone
