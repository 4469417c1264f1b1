// Writing HTML: what is text is always escaped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace undertone::cli {

/// `text` as it may stand between tags and in quoted attributes.
[[nodiscard]] std::string escaped(std::string_view text);

/// "12,345"
[[nodiscard]] std::string grouped(std::uint64_t number);

/// A number for a style or an SVG attribute: two decimals, always with a point.
[[nodiscard]] std::string decimal(double number);

/// `<tag class="name">content</tag>`; `content` is HTML already.
[[nodiscard]] std::string element(std::string_view tag, std::string_view name,
                                  std::string_view content);

}  // namespace undertone::cli
