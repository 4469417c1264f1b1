// Varints in and out of bytes with bounds; the ground of FORMAT.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/status.h"

namespace undertone {

/// Signed to unsigned so that small magnitudes stay short: 0, -1, 1, -2 become 0, 1, 2, 3.
[[nodiscard]] constexpr std::uint32_t zigzag(std::int32_t value) noexcept {
  return (static_cast<std::uint32_t>(value) << 1) ^ (value < 0 ? ~std::uint32_t{0} : 0U);
}

/// Bytes of the longest varint.
inline constexpr std::size_t kMaxVarintBytes = 5;

/// Appends to memory of the caller. Past its end nothing is written and `status` says NoSpace.
class VarintWriter {
 public:
  explicit VarintWriter(std::span<std::byte> out) noexcept : out_{out} {}

  void put_varint(std::uint32_t value) noexcept;

  /// Puts the number of bytes written since `begin_bytes` before them, as a varint.
  void put_length_before(std::size_t begin_bytes) noexcept;

  [[nodiscard]] std::size_t size_bytes() const noexcept { return size_; }
  [[nodiscard]] Status status() const noexcept { return status_; }

 private:
  void put_byte(std::uint32_t byte) noexcept;

  std::span<std::byte> out_;
  std::size_t size_ = 0;
  Status status_ = Status::Ok;
};

/// Takes from untrusted bytes. The first failure sticks; what is read after it is 0.
class VarintReader {
 public:
  explicit VarintReader(std::span<const std::byte> bytes) noexcept : bytes_{bytes} {}

  /// Errors  Truncated; BadValue over five bytes or 32 bits
  [[nodiscard]] std::uint32_t take_varint() noexcept;

  [[nodiscard]] std::size_t left_bytes() const noexcept { return bytes_.size() - at_; }
  /// Offset of the next byte, or of the failure.
  [[nodiscard]] std::size_t at_bytes() const noexcept { return at_; }
  [[nodiscard]] Status status() const noexcept { return status_; }
  void fail(Status status) noexcept {
    if (status_ == Status::Ok) status_ = status;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  Status status_ = Status::Ok;
};

}  // namespace undertone
