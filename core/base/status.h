// What can be wrong with untrusted bytes, as a value.
#pragma once

#include <cstddef>
#include <cstdint>

namespace undertone {

enum class Status : std::uint8_t {
  Ok,             ///< nothing is wrong
  Truncated,      ///< the bytes end too early; get the whole file or message
  BadMagic,       ///< not a file of this kind at all
  BadVersion,     ///< made for another version of this software; use a matching pair
  BadChecksum,    ///< damaged on the way; fetch again
  BadCount,       ///< a count, size or offset does not fit the rest; damaged or hostile
  BadValue,       ///< a value outside its enumeration or range
  UnknownField,   ///< a field number that the schema does not have
  WrongLanguage,  ///< a model for a language that is not in the vocabulary
  TooLarge,       ///< over a limit of base/limits.h
  NoSpace,        ///< the caller's buffer is too small
  OutOfMemory,    ///< the allocator refused
};

/// One word for messages, e.g. "bad checksum".
[[nodiscard]] constexpr const char* describe(Status status) noexcept {
  switch (status) {
    case Status::Ok:
      return "ok";
    case Status::Truncated:
      return "truncated";
    case Status::BadMagic:
      return "not a file of this kind";
    case Status::BadVersion:
      return "made for another version";
    case Status::BadChecksum:
      return "bad checksum";
    case Status::BadCount:
      return "a count or offset does not fit";
    case Status::BadValue:
      return "value out of range";
    case Status::UnknownField:
      return "unknown field";
    case Status::WrongLanguage:
      return "unknown language";
    case Status::TooLarge:
      return "too large";
    case Status::NoSpace:
      return "buffer too small";
    case Status::OutOfMemory:
      return "out of memory";
  }
  return "unknown status";
}

/// A value, or why there is none and where in the input that showed.
template <class T>
struct [[nodiscard]] Result {
  Status status = Status::Ok;
  T value{};
  std::size_t at_bytes = 0;

  [[nodiscard]] constexpr bool ok() const noexcept { return status == Status::Ok; }
};

}  // namespace undertone
