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
