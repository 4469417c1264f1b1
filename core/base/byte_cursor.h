// Bounded little-endian reading and writing. Going over the end is remembered, never undefined:
// read or write a whole record, then ask once whether it all fitted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace undertone {

/// Reads forward through bytes that nobody has checked.
///
/// After the first read past the end every further read gives zero and `ok()` stays false.
class ByteReader {
 public:
  constexpr explicit ByteReader(std::span<const std::byte> bytes) noexcept : bytes_{bytes} {}

  [[nodiscard]] constexpr bool ok() const noexcept { return ok_; }
  [[nodiscard]] constexpr std::size_t at_bytes() const noexcept { return at_; }
  [[nodiscard]] constexpr std::size_t left_bytes() const noexcept { return bytes_.size() - at_; }

  [[nodiscard]] constexpr std::uint8_t u8() noexcept { return static_cast<std::uint8_t>(uint(1)); }
  [[nodiscard]] constexpr std::uint16_t u16() noexcept {
    return static_cast<std::uint16_t>(uint(2));
  }
  [[nodiscard]] constexpr std::uint32_t u32() noexcept { return uint(4); }
  [[nodiscard]] constexpr std::int8_t i8() noexcept { return static_cast<std::int8_t>(u8()); }
  [[nodiscard]] constexpr std::int16_t i16() noexcept { return static_cast<std::int16_t>(u16()); }
  [[nodiscard]] constexpr std::int32_t i32() noexcept { return static_cast<std::int32_t>(u32()); }
  /// IEEE 754 binary32.
  [[nodiscard]] float f32() noexcept {
    const std::uint32_t bits = u32();
    float value = 0;
    static_assert(sizeof value == sizeof bits);
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  /// The next `size` bytes, or none if fewer are left.
  ///
  /// Lifetime  a view into the bytes given to the constructor
  [[nodiscard]] constexpr std::span<const std::byte> bytes(std::size_t size) noexcept {
    if (!ok_ || size > left_bytes()) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.subspan(at_ - size, size);
  }

 private:
  [[nodiscard]] constexpr std::uint32_t uint(std::size_t size) noexcept {
    const std::span<const std::byte> raw = bytes(size);
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      value |= std::to_integer<std::uint32_t>(raw[i]) << (8 * i);
    }
    return value;
  }

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

/// Writes forward into a buffer of fixed size.
///
/// What does not fit is left out whole, with all that follows, and `ok()` is false.
class ByteWriter {
 public:
  constexpr explicit ByteWriter(std::span<std::byte> out) noexcept : out_{out} {}

  [[nodiscard]] constexpr bool ok() const noexcept { return ok_; }
  [[nodiscard]] constexpr std::size_t at_bytes() const noexcept { return at_; }
  /// What was written so far.
  [[nodiscard]] constexpr std::span<const std::byte> written() const noexcept {
    return out_.first(at_);
  }

  constexpr void u8(std::uint8_t value) noexcept { uint(value, 1); }
  constexpr void u16(std::uint16_t value) noexcept { uint(value, 2); }
  constexpr void u32(std::uint32_t value) noexcept { uint(value, 4); }
  /// IEEE 754 binary32.
  void f32(float value) noexcept {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    u32(bits);
  }
  constexpr void bytes(std::span<const std::byte> value) noexcept {
    if (!reserve(value.size())) return;
    for (const std::byte byte : value) out_[at_++] = byte;
  }

 private:
  [[nodiscard]] constexpr bool reserve(std::size_t size) noexcept {
    ok_ = ok_ && size <= out_.size() - at_;
    return ok_;
  }
  constexpr void uint(std::uint32_t value, std::size_t size) noexcept {
    if (!reserve(size)) return;
    for (std::size_t i = 0; i < size; ++i) {
      out_[at_++] = static_cast<std::byte>((value >> (8 * i)) & 0xffU);
    }
  }

  std::span<std::byte> out_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace undertone
