// How keys of known issuers begin, from api_key.tsv. Ordered by their first byte; of two of which
// one begins the other, the longer comes first. About 110 rows of 16 bytes (12 in Wasm) and 700
// bytes of text.
#pragma once

#include <cstdint>
#include <span>

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
  const char* text;
  Charset charset;
  /// characters after the prefix
  std::uint8_t min_chars;
  std::uint16_t max_chars;
};

[[nodiscard]] std::span<const KeyPrefix> key_prefixes() noexcept;

}  // namespace undertone::pii
