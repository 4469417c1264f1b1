// Which hash stands for a token.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/turn_numbers.h"
#include "core/text/token.h"

namespace undertone {

/// The hashes of one token and, for a word, of its letter groups.
struct WordKey {
  std::uint32_t hash = 0;
  std::uint32_t other_hash = 0;
  std::uint8_t subword_count = 0;
};

/// Hashes a token as TurnWord::hash says.
///
/// Input   `token` with its bytes; the bytes of an Entity, URL, e-mail, mention or code are not
/// read Output  `subwords` receives the letter groups of words and hashtags, as far as they fit
/// Cost    linear in the token, no allocation
[[nodiscard]] WordKey word_key(const Token& token, std::string_view bytes,
                               std::span<std::uint32_t> subwords) noexcept;

}  // namespace undertone
