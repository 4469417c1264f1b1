// Any bytes become valid UTF-8, and every function agrees with decoding one code point at a time.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/base/limits.h"
#include "core/text/utf8.h"

namespace utf8 = undertone::utf8;

namespace {

/// What sanitising means, one code point at a time and without a limit.
std::string reference_sanitize(std::string_view text, std::size_t& replaced_count) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::CodePoint c = utf8::decode(text, at);
    UNDERTONE_CHECK(c.size_bytes >= 1 && at + c.size_bytes <= text.size());
    char bytes[4];
    out.append(bytes, utf8::encode(c.value, bytes));
    replaced_count += c.well_formed ? 0 : 1;
    at += c.size_bytes;
  }
  return out;
}

void check_valid(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::CodePoint c = utf8::decode(text, at);
    const utf8::CodePoint fast = utf8::decode_valid(text, at);
    UNDERTONE_CHECK(c.well_formed);
    UNDERTONE_CHECK(fast.value == c.value && fast.size_bytes == c.size_bytes);
    at += c.size_bytes;
  }
}

void check_offsets(std::string_view text) {
  utf8::OffsetMap forward{text};
  utf8::OffsetMap back{text};
  std::size_t utf16 = 0;
  for (std::size_t at = 0; at < text.size();) {
    UNDERTONE_CHECK(forward.to_utf16(at) == utf16);
    UNDERTONE_CHECK(back.to_bytes(utf16) == at);
    const utf8::CodePoint c = utf8::decode(text, at);
    at += c.size_bytes;
    utf16 += c.value > 0xFFFF ? 2 : 1;
  }
  UNDERTONE_CHECK(utf8::utf16_length(text) == utf16);
  UNDERTONE_CHECK(forward.to_utf16(text.size()) == utf16);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  // Kept between runs, as in an analyzer: faster, and what stays of one text must not change the
  // next.
  static std::string buffer;
  const utf8::Sanitized sanitized = utf8::sanitize(text, buffer);
  UNDERTONE_CHECK(sanitized.text.size() <= undertone::limits::kMessageBytes);
  check_valid(sanitized.text);

  std::size_t replaced_count = 0;
  const std::string reference = reference_sanitize(text, replaced_count);
  UNDERTONE_CHECK(reference.starts_with(sanitized.text));
  if (sanitized.cut_bytes == 0) {
    UNDERTONE_CHECK(sanitized.text == reference && sanitized.replaced_count == replaced_count);
  }
  UNDERTONE_CHECK(utf8::codepoint_count(text) == utf8::codepoint_count(reference));
  UNDERTONE_CHECK(utf8::utf16_length(text) == utf8::utf16_length(reference));
  check_offsets(text);
  return 0;
}
