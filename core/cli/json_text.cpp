#include "core/cli/json_text.h"

#include <array>
#include <cstddef>
#include <optional>

#include "core/cli/json_lines.h"
#include "core/text/utf8.h"

namespace undertone::cli {
namespace {

constexpr std::size_t kEscapeBytes = 6;  // \uXXXX
constexpr std::string_view kReplacementEscape = "\\ufffd";

/// The code unit of a \uXXXX escape at `at`.
std::optional<unsigned> escaped_unit(std::string_view line, std::size_t at) {
  if (line.size() < at + kEscapeBytes || line[at] != '\\' || line[at + 1] != 'u') return {};
  unsigned unit = 0;
  for (std::size_t i = at + 2; i < at + kEscapeBytes; ++i) {
    const char c = line[i];
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      unit = unit * 16 + static_cast<unsigned>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      unit = unit * 16 + static_cast<unsigned>(lower - 'a' + 10);
    } else {
      return {};
    }
  }
  return unit;
}

bool is_high(std::optional<unsigned> unit) { return unit && *unit >= 0xD800 && *unit < 0xDC00; }
bool is_low(std::optional<unsigned> unit) { return unit && *unit >= 0xDC00 && *unit < 0xE000; }

}  // namespace

std::string repair_json_text(std::string_view line) {
  std::string repaired;
  repaired.reserve(line.size() + JsonLines::kPaddingBytes);
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] != '\\') {
      const utf8::CodePoint point = utf8::decode(line, at);
      std::array<char, 4> bytes{};
      repaired.append(bytes.data(), utf8::encode(point.value, bytes.data()));
      at += point.size_bytes;
      continue;
    }
    const auto unit = escaped_unit(line, at);
    if (is_high(unit) && is_low(escaped_unit(line, at + kEscapeBytes))) {
      repaired.append(line.substr(at, 2 * kEscapeBytes));
      at += 2 * kEscapeBytes;
    } else if (is_high(unit) || is_low(unit)) {
      repaired.append(kReplacementEscape);
      at += kEscapeBytes;
    } else {
      repaired.append(line.substr(at, 2));
      at += 2;
    }
  }
  repaired.reserve(repaired.size() + JsonLines::kPaddingBytes);
  return repaired;
}

}  // namespace undertone::cli
