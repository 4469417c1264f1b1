// Faces made of signs, by the list in core/text/tables/emoticons.tsv.
#pragma once

#include <cstddef>
#include <string_view>

namespace undertone::scan {

/// Where the emoticon that begins at `at` ends, its last sign repeated as often as it is (":)))");
/// `at` itself if none begins there.
///
/// What looks like one inside other text is none: "(see this):", "Options:(a)", "key=D".
/// Cost  a binary search, then as many comparisons as faces begin with the same byte
[[nodiscard]] std::size_t emoticon_end(std::string_view text, std::size_t at) noexcept;

}  // namespace undertone::scan

namespace undertone {

/// The face as listed, without the repeats: ":)))" -> ":)". The token itself if it is no emoticon.
[[nodiscard]] std::string_view emoticon_stem(std::string_view token) noexcept;

}  // namespace undertone
