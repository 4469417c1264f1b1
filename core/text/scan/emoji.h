// Emoji sequences: flags, keycaps, skin tones, joined pictures.
#pragma once

#include <cstddef>
#include <string_view>

namespace undertone::scan {

/// Where the emoji sequence that begins at `at` ends; `at` itself if none begins there.
///
/// Source  Unicode Technical Standard 51, section 1.4.9, "EBNF and regex", read generously: a
///         sequence that no font draws as one picture is still one token
[[nodiscard]] std::size_t emoji_end(std::string_view text, std::size_t at) noexcept;

}  // namespace undertone::scan
