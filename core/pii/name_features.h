// What stands in and around a word, as numbers that the model of names has weights for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/pii/name_tokens.h"

namespace undertone::pii {

/// One hash for each template in name_features.cpp, and the atoms that they are made of.
struct NameFeatures {
  /// Those of the words next to it; nearly all words that are no names are told by these.
  static constexpr std::size_t kNear = 14;

  std::array<std::uint32_t, 32> hashes{};
  std::array<std::uint32_t, 23> atoms{};
};

/// The share of capitals in the line that a token is in, from 0 to 4; one line after the other.
class CapitalShare {
 public:
  [[nodiscard]] std::uint32_t at(const NameTokens& tokens, std::size_t index) noexcept;

 private:
  std::size_t line_end_ = 0;
  std::uint32_t share_ = 0;
};

/// Whether a token may be part of a name or an address at all. Most words are not and cost nothing
/// more.
[[nodiscard]] bool may_be_name(const NameTokens& tokens, std::size_t index) noexcept;

/// The first kNear features of a token.
void near_features(const NameTokens& tokens, std::size_t index, NameFeatures& out) noexcept;

/// The others, after near_features of the same token.
///
/// Input  `share`: CapitalShare of it
/// Cost   looks at a few tokens either way
void far_features(std::string_view text, const NameTokens& tokens, std::size_t index,
                  std::uint32_t share, NameFeatures& out) noexcept;

}  // namespace undertone::pii
