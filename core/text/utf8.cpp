#include "core/text/utf8.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "core/base/limits.h"

namespace undertone::utf8 {
namespace {

constexpr std::uint8_t byte_at(std::string_view text, std::size_t at) noexcept {
  return static_cast<std::uint8_t>(text[at]);
}

/// How many bytes from `at` on are ASCII, eight at a time.
std::size_t ascii_run_bytes(std::string_view text, std::size_t at) noexcept {
  const std::size_t begin = at;
  while (text.size() - at >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080U) != 0) break;
    at += 8;
  }
  while (at < text.size() && byte_at(text, at) < 0x80U) ++at;
  return at - begin;
}

/// What the first byte of a sequence says (Unicode 15, table 3-7).
struct Lead {
  std::uint32_t size_bytes = 1;  ///< 1 = no valid first byte
  std::uint8_t second_min = 0x80;
  std::uint8_t second_max = 0xBF;
};

constexpr Lead lead_of(std::uint8_t byte) noexcept {
  if (byte >= 0xC2 && byte <= 0xDF) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};  // no overlong forms
  if (byte == 0xED) return {3, 0x80, 0x9F};  // no surrogates
  if (byte >= 0xE1 && byte <= 0xEF) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};  // no overlong forms
  if (byte >= 0xF1 && byte <= 0xF3) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};  // nothing above U+10FFFF
  return {};
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) noexcept {
  UNDERTONE_CHECK(at < text.size());
  const std::uint8_t first = byte_at(text, at);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = lead_of(first);
  if (lead.size_bytes == 1) return {kReplacement, 1, false};

  char32_t value = first & (0x7FU >> lead.size_bytes);
  std::uint8_t min = lead.second_min;
  std::uint8_t max = lead.second_max;
  for (std::uint32_t i = 1; i < lead.size_bytes; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false};
    const std::uint8_t byte = byte_at(text, at + i);
    if (byte < min || byte > max) return {kReplacement, i, false};
    value = (value << 6) | (byte & 0x3FU);
    min = 0x80;
    max = 0xBF;
  }
  return {value, lead.size_bytes, true};
}

std::size_t encode(char32_t value, char* out) noexcept {
  UNDERTONE_CHECK(value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF));
  const auto put = [out](std::size_t i, std::uint32_t byte) { out[i] = static_cast<char>(byte); };
  if (value < 0x80) {
    put(0, value);
    return 1;
  }
  if (value < 0x800) {
    put(0, 0xC0U | (value >> 6));
    put(1, 0x80U | (value & 0x3FU));
    return 2;
  }
  if (value < 0x10000) {
    put(0, 0xE0U | (value >> 12));
    put(1, 0x80U | ((value >> 6) & 0x3FU));
    put(2, 0x80U | (value & 0x3FU));
    return 3;
  }
  put(0, 0xF0U | (value >> 18));
  put(1, 0x80U | ((value >> 12) & 0x3FU));
  put(2, 0x80U | ((value >> 6) & 0x3FU));
  put(3, 0x80U | (value & 0x3FU));
  return 4;
}

Sanitized sanitize(std::string_view text, std::string& buffer) {
  constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";
  constexpr std::size_t kMax = limits::kMessageBytes;

  // Until the first malformed part the input is its own result.
  std::size_t at = 0;
  std::size_t out_bytes = 0;
  std::size_t replaced_count = 0;
  while (at < text.size()) {
    const std::size_t ascii = std::min(ascii_run_bytes(text.substr(0, kMax), at), kMax - out_bytes);
    if (replaced_count != 0) buffer.append(text, at, ascii);
    at += ascii;
    out_bytes += ascii;
    if (at == text.size() || out_bytes == kMax) break;

    const CodePoint code_point = decode(text, at);
    const std::string_view bytes =
        code_point.well_formed ? text.substr(at, code_point.size_bytes) : kReplacementBytes;
    if (out_bytes + bytes.size() > kMax) break;
    if (!code_point.well_formed && replaced_count++ == 0) {
      buffer.reserve(kMax);
      buffer.assign(text, 0, at);
    }
    if (replaced_count != 0) buffer.append(bytes);
    at += code_point.size_bytes;
    out_bytes += bytes.size();
  }
  const std::string_view valid = replaced_count == 0 ? text.substr(0, at) : buffer;
  return {valid, replaced_count, text.size() - at};
}

std::size_t utf16_length(std::string_view text) noexcept {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t ascii = ascii_run_bytes(text, at);
    length += ascii;
    at += ascii;
    if (at == text.size()) break;
    const CodePoint code_point = decode(text, at);
    length += code_point.value > 0xFFFF ? 2 : 1;
    at += code_point.size_bytes;
  }
  return length;
}

std::size_t codepoint_count(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::size_t ascii = ascii_run_bytes(text, at);
    count += ascii;
    at += ascii;
    if (at == text.size()) break;
    at += decode(text, at).size_bytes;
  }
  return count;
}

std::uint32_t OffsetMap::to_utf16(std::size_t byte_offset) noexcept {
  byte_offset = std::min(byte_offset, text_.size());
  if (byte_offset < at_bytes_) at_bytes_ = at_utf16_ = 0;
  while (at_bytes_ < byte_offset) {
    const CodePoint code_point = decode(text_, at_bytes_);
    if (at_bytes_ + code_point.size_bytes > byte_offset) break;
    at_bytes_ += code_point.size_bytes;
    at_utf16_ += code_point.value > 0xFFFF ? 2 : 1;
  }
  return static_cast<std::uint32_t>(at_utf16_);
}

std::uint32_t OffsetMap::to_bytes(std::size_t utf16_offset) noexcept {
  if (utf16_offset < at_utf16_) at_bytes_ = at_utf16_ = 0;
  while (at_utf16_ < utf16_offset && at_bytes_ < text_.size()) {
    const CodePoint code_point = decode(text_, at_bytes_);
    const std::size_t units = code_point.value > 0xFFFF ? 2 : 1;
    if (at_utf16_ + units > utf16_offset) break;
    at_bytes_ += code_point.size_bytes;
    at_utf16_ += units;
  }
  return static_cast<std::uint32_t>(at_bytes_);
}

}  // namespace undertone::utf8
