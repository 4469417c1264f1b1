// Lines that are nearly JSON text: what real logs hold and strict parsers refuse.
#pragma once

#include <string>
#include <string_view>

namespace undertone::cli {

/// Replaces what is no UTF-8, and escapes of half a surrogate pair ("\ud83d" alone, as JavaScript
/// writes a cut emoji), by U+FFFD.
///
/// Output  the repaired line, with JsonLines::kPaddingBytes of room after it
[[nodiscard]] std::string repair_json_text(std::string_view line);

}  // namespace undertone::cli
