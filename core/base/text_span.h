// A half-open range of bytes in a UTF-8 text.
#pragma once

#include <cstdint>
#include <string_view>

namespace undertone {

struct TextSpan {
  std::uint32_t begin = 0;  ///< byte offset of the first byte
  std::uint32_t end = 0;    ///< byte offset after the last byte

  [[nodiscard]] constexpr std::uint32_t size_bytes() const noexcept { return end - begin; }
  [[nodiscard]] constexpr bool overlaps(TextSpan other) const noexcept {
    return begin < other.end && other.begin < end;
  }
  [[nodiscard]] constexpr std::string_view of(std::string_view text) const noexcept {
    return text.substr(begin, end - begin);
  }
  friend constexpr bool operator==(TextSpan, TextSpan) noexcept = default;
};

}  // namespace undertone
