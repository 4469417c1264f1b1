// How keys of known issuers begin, from api_key.tsv. Ordered by their first byte; of two of which
// one begins the other, the longer comes first. About 110 rows in one string, for the sake of the
// module's size: the prefix, a byte below those of text for the charset, the least count, and half
// of how many more there may be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone::pii {

/// What a key is written in.
enum class Charset : std::uint8_t {
  LowerHex,
  Hex,
  LowerAlnum,
  UpperAlnum,
  Alnum,
  Base64Url,  ///< letters, digits, - and _
  Base64,     ///< letters, digits, + / = - and _
  Dotted,     ///< base64url in parts joined by dots
};

struct KeyPrefix {
  std::string_view text;
  Charset charset{};
  /// characters after the prefix
  std::size_t min_chars = 0;
  std::size_t max_chars = 0;
};

/// All rows.
[[nodiscard]] std::string_view key_prefixes() noexcept;

/// Takes the first row.
///
/// Input  `rows` is not empty
[[nodiscard]] inline KeyPrefix take_key_prefix(std::string_view& rows) noexcept {
  KeyPrefix prefix;
  std::size_t size = 0;
  while (rows[size] >= ' ') ++size;
  prefix.text = rows.substr(0, size);
  prefix.charset = static_cast<Charset>(rows[size] - 1);
  prefix.min_chars = static_cast<std::uint8_t>(rows[size + 1]);
  prefix.max_chars = prefix.min_chars + std::size_t{2} * static_cast<std::uint8_t>(rows[size + 2]);
  rows.remove_prefix(size + 3);
  return prefix;
}

}  // namespace undertone::pii
