// What a report is broken down by.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone::cli {

enum class Dimension : std::uint8_t { Topic, Lang, Bot, Model, Variant, PromptVersion, Hour };

inline constexpr std::array<std::string_view, 7> kDimensionNames = {
    "topic", "lang", "bot", "model", "variant", "prompt_version", "hour"};
inline constexpr std::size_t kDimensions = kDimensionNames.size();

/// Values of one dimension that get a line of their own; a report that breaks down by something
/// with more (an identifier, by mistake) counts the rest as kOtherValue.
inline constexpr std::size_t kDimensionValues = 500;
inline constexpr std::string_view kOtherValue = "(other)";
/// A conversation that does not say.
inline constexpr std::string_view kNoValue = "(none)";

}  // namespace undertone::cli
