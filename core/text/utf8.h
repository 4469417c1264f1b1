// UTF-8 as it arrives: any bytes. Everything here is total: each maximal malformed part reads as
// one U+FFFD, as in browsers (WHATWG Encoding, "UTF-8 decoder"; Unicode 15, section 3.9, table
// 3-8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/text_span.h"

namespace undertone::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

/// One step of decoding.
struct CodePoint {
  /// a Unicode scalar value; U+FFFD for a malformed part
  char32_t value = 0;
  /// bytes it takes in the text, 1 to 4
  std::uint32_t size_bytes = 0;
  /// false: the bytes were malformed (a written U+FFFD is well formed)
  bool well_formed = true;
};

/// Decodes the code point that begins at byte `at`.
///
/// Input  any bytes; `at` < text.size()
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t at) noexcept;

/// The same for text that is known to be valid (what `sanitize` gave): no checks, so several times
/// faster.
///
/// Input  valid UTF-8, `at` at the beginning of a code point; on other input the value is
///        meaningless but no byte outside `text` is read
[[nodiscard]] constexpr CodePoint decode_valid(std::string_view text, std::size_t at) noexcept {
  const auto byte = [text, at](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<std::uint8_t>(text[at + i]));
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::uint32_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() - at < size) return {kReplacement, 1, false};
  if (size == 2) return {(first & 0x1FU) << 6 | (byte(1) & 0x3FU), 2};
  if (size == 3) {
    return {(first & 0xFU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU), 3};
  }
  return {
      (first & 0x7U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU),
      4};
}

/// Appends the UTF-8 form of a scalar value to `out`, which has room for 4 bytes.
///
/// Output  bytes written, 1 to 4
[[nodiscard]] std::size_t encode(char32_t value, char* out) noexcept;

/// Text that is certainly UTF-8, and what it cost.
struct Sanitized {
  /// valid UTF-8, at most limits::kMessageBytes
  std::string_view text;
  /// malformed parts that became U+FFFD
  std::size_t replaced_count = 0;
  /// bytes at the end of the input that were not looked at
  std::size_t cut_bytes = 0;
};

/// Makes any bytes a valid text of bounded size.
///
/// Output    the input itself when it is already valid (cut at a code point if too long)
/// Lifetime  until `text` or `buffer` changes
/// Cost      one pass; `buffer` grows to limits::kMessageBytes once, and only for malformed input
[[nodiscard]] Sanitized sanitize(std::string_view text, std::string& buffer);

/// Counts the UTF-16 code units that `text` takes in a JavaScript string.
///
/// Input  any bytes
/// Cost   one pass, no allocation
[[nodiscard]] std::size_t utf16_length(std::string_view text) noexcept;

/// Counts the code points of `text`.
///
/// Input  any bytes
/// Cost   one pass, no allocation
[[nodiscard]] std::size_t codepoint_count(std::string_view text) noexcept;

/// Converts between byte and UTF-16 offsets of one text. Remembers where it is, so that offsets
/// asked for in ascending order cost one pass altogether; going back starts again at the front.
class OffsetMap {
 public:
  /// Lifetime  keeps a view of `text`
  explicit OffsetMap(std::string_view text) noexcept : text_{text} {}

  /// Output  the UTF-16 offset of the code point that holds `byte_offset`; the end if beyond
  [[nodiscard]] std::uint32_t to_utf16(std::size_t byte_offset) noexcept;
  /// Output  the byte offset of the code point that holds `utf16_offset`; the end if beyond
  [[nodiscard]] std::uint32_t to_bytes(std::size_t utf16_offset) noexcept;
  /// Both ends of a span, begin and end being UTF-16 offsets in the result.
  [[nodiscard]] TextSpan to_utf16(TextSpan span) noexcept {
    const std::uint32_t begin = to_utf16(span.begin);
    return {begin, to_utf16(span.end)};
  }

 private:
  std::string_view text_;
  std::size_t at_bytes_ = 0;
  std::size_t at_utf16_ = 0;
};

}  // namespace undertone::utf8
