#include "core/cli/json_text.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
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

bool is_number_sign(char c) {
  return std::string_view{"+-.0123456789Ee"}.find(c) != std::string_view::npos;
}

/// Whether neither of a number's types holds it. What is no number is left to the parser.
bool is_too_large(std::string_view digits) {
  const auto is_beyond = [&](auto number) {
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    return end == digits.end() && error == std::errc::result_out_of_range;
  };
  const bool is_negative = digits.starts_with('-');
  return is_beyond(double{}) ||
         (is_beyond(std::int64_t{}) && (is_negative || is_beyond(std::uint64_t{})));
}

bool is_high(std::optional<unsigned> unit) { return unit && *unit >= 0xD800 && *unit < 0xDC00; }
bool is_low(std::optional<unsigned> unit) { return unit && *unit >= 0xDC00 && *unit < 0xE000; }

}  // namespace

std::string repair_json_text(std::string_view line) {
  std::string repaired;
  repaired.reserve(line.size() + JsonLines::kPaddingBytes);
  bool in_string = false;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == '"') in_string = !in_string;
    if (!in_string && is_number_sign(line[at])) {
      std::size_t end = at;
      while (end < line.size() && is_number_sign(line[end])) ++end;
      const std::string_view number = line.substr(at, end - at);
      const std::string_view quote = is_too_large(number) ? "\"" : "";
      repaired.append(quote).append(number).append(quote);
      at = end;
      continue;
    }
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

simdjson::error_code parse_json(simdjson::dom::parser& parser, std::string_view line,
                                simdjson::dom::element& root) {
  const auto error = parser.parse(line.data(), line.size(), false).get(root);
  if (error == simdjson::SUCCESS || error == simdjson::DEPTH_ERROR) return error;
  // The document keeps no view of what it was read from.
  const std::string repaired = repair_json_text(line);
  return parser.parse(repaired.data(), repaired.size(), false).get(root);
}

}  // namespace undertone::cli
