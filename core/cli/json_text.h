// Lines that are nearly JSON text: what real logs hold and strict parsers refuse.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace undertone::cli {

/// Replaces what is no UTF-8, and escapes of half a surrogate pair ("\ud83d" alone, as JavaScript
/// writes a cut emoji), by U+FFFD. A number that fits into neither 64 bits nor a double becomes a
/// string of its digits: JSON sets no limit, and no member that is read here is so large.
///
/// Output  the repaired line, with JsonLines::kPaddingBytes of room after it
[[nodiscard]] std::string repair_json_text(std::string_view line);

/// Parses a line as it is or, if that cannot be, as repaired.
///
/// Input   JsonLines::kPaddingBytes readable after the line
[[nodiscard]] simdjson::error_code parse_json(simdjson::dom::parser& parser, std::string_view line,
                                              simdjson::dom::element& root);

}  // namespace undertone::cli
