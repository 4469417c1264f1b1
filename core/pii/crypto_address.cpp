// Addresses of crypto currencies, told by their check digits rather than their prefixes:
//
//   base58check   Bitcoin, Litecoin, Dogecoin, Dash, Tron, Zcash, private keys in WIF, extended
//   keys;
//                 Ripple in its own alphabet. Four bytes of a double SHA-256
//   bech32, -m    Bitcoin SegWit, Litecoin, Cardano, Cosmos, Lightning: six characters of a BCH
//   code 0x + 40 hex   Ethereum and its kin; mixed case is a checksum of Keccak-256 G + 55 Stellar:
//   CRC-16 Solana and Monero have no short check: beside a cue, and by length and first character
// Source  Bitcoin wiki "Base58Check encoding"; BIP-173, BIP-350; EIP-55; SEP-23; XRPL documentation
#include <algorithm>
#include <array>
#include <cstdint>

#include "core/pii/ascii.h"
#include "core/pii/detectors.h"
#include "core/pii/digest.h"

namespace undertone::pii {
namespace {

constexpr std::string_view kBitcoinAlphabet =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kRippleAlphabet =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
constexpr std::string_view kBech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::string_view kBase32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// An extended key of BIP-32 has 111 characters for 82 bytes; all others are far shorter.
constexpr std::size_t kMaxBase58 = 112;
constexpr std::size_t kMinBase58 = 25;
constexpr std::size_t kMaxBytes = 82;
constexpr std::size_t kCheckBytes = 4;

struct Decoded {
  std::array<std::uint8_t, kMaxBytes> bytes{};
  /// at the end of `bytes`; 0: not base58, or too long
  std::size_t size = 0;

  [[nodiscard]] std::span<const std::uint8_t> view() const noexcept {
    return std::span{bytes}.last(size);
  }
};

[[nodiscard]] Decoded decode_base58(std::string_view text, std::string_view alphabet) noexcept {
  Decoded out;
  std::size_t used = 0;
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return {};
    auto carry = static_cast<std::uint32_t>(value);
    for (std::size_t i = 0; i < used || carry != 0; ++i) {
      if (i == kMaxBytes) return {};
      std::uint8_t& byte = out.bytes[kMaxBytes - 1 - i];
      carry += byte * 58U;
      byte = static_cast<std::uint8_t>(carry);
      carry >>= 8U;
      used = std::max(used, i + 1);
    }
  }
  std::size_t zeroes = 0;
  while (zeroes < text.size() && text[zeroes] == alphabet[0]) ++zeroes;
  out.size = std::min(used + zeroes, kMaxBytes);
  return out;
}

[[nodiscard]] bool is_base58check(std::string_view text, std::string_view alphabet) noexcept {
  const Decoded decoded = decode_base58(text, alphabet);
  if (decoded.size <= kCheckBytes) return false;
  const auto payload = decoded.view().first(decoded.size - kCheckBytes);
  const Digest digest = sha256(sha256(payload));
  return std::equal(digest.begin(), digest.begin() + kCheckBytes,
                    decoded.view().last(kCheckBytes).begin());
}

[[nodiscard]] bool is_bech32(std::string_view text) noexcept {
  constexpr std::uint32_t kGenerators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                           0x2a1462b3};
  constexpr std::uint32_t kBech32 = 1;
  constexpr std::uint32_t kBech32m = 0x2bc830a3;
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos || separator == 0) return false;
  if (text.size() - separator < 7) return false;
  const bool lower = std::none_of(text.begin(), text.end(), ascii::is_upper);
  if (!lower && std::any_of(text.begin(), text.end(), ascii::is_lower)) return false;
  std::uint32_t check = 1;
  const auto add = [&](std::uint32_t value) {
    const std::uint32_t top = check >> 25U;
    check = (check & 0x1ffffffU) << 5U ^ value;
    for (std::uint32_t i = 0; i < 5; ++i) check ^= (top >> i & 1U) != 0 ? kGenerators[i] : 0U;
  };
  const std::string_view prefix = text.substr(0, separator);
  for (const char c : prefix) add(static_cast<std::uint32_t>(ascii::lower(c)) >> 5U);
  add(0);
  for (const char c : prefix) add(static_cast<std::uint32_t>(ascii::lower(c)) & 31U);
  for (const char c : text.substr(separator + 1)) {
    const std::size_t value = kBech32Alphabet.find(ascii::lower(c));
    if (value == std::string_view::npos) return false;
    add(static_cast<std::uint32_t>(value));
  }
  return check == kBech32 || check == kBech32m;
}

/// A letter is upper case where the digest of the lower-case form has a nibble of 8 or more.
[[nodiscard]] bool is_ethereum(std::string_view text) noexcept {
  constexpr std::size_t kDigits = 40;
  if (text.size() != kDigits + 2 || text[0] != '0' || ascii::lower(text[1]) != 'x') return false;
  const std::string_view hex = text.substr(2);
  if (!std::all_of(hex.begin(), hex.end(), ascii::is_hex)) return false;
  if (std::none_of(hex.begin(), hex.end(), ascii::is_upper) ||
      std::none_of(hex.begin(), hex.end(), ascii::is_lower)) {
    return true;
  }
  std::array<std::uint8_t, kDigits> lower{};
  std::transform(hex.begin(), hex.end(), lower.begin(),
                 [](char c) { return static_cast<std::uint8_t>(ascii::lower(c)); });
  const Digest digest = keccak256(lower);
  for (std::size_t i = 0; i < kDigits; ++i) {
    const unsigned nibble = i % 2 == 0 ? digest[i / 2] >> 4U : digest[i / 2] & 15U;
    if (ascii::is_alpha(hex[i]) && ascii::is_upper(hex[i]) != (nibble >= 8)) return false;
  }
  return true;
}

/// 35 bytes in base32, the last two a CRC-16/XMODEM, low byte first.
[[nodiscard]] bool is_stellar(std::string_view text) noexcept {
  if (text.size() != 56 || (text[0] != 'G' && text[0] != 'S')) return false;
  std::array<std::uint8_t, 35> bytes{};
  std::uint32_t bits = 0;
  std::size_t size = 0;
  std::uint32_t count = 0;
  for (const char c : text) {
    const std::size_t value = kBase32Alphabet.find(c);
    if (value == std::string_view::npos) return false;
    bits = bits << 5U | static_cast<std::uint32_t>(value);
    count += 5;
    if (count >= 8) bytes[size++] = static_cast<std::uint8_t>(bits >> (count -= 8));
  }
  std::uint32_t crc = 0;
  for (std::size_t i = 0; i < 33; ++i) {
    crc ^= static_cast<std::uint32_t>(bytes[i]) << 8U;
    for (int bit = 0; bit < 8; ++bit) crc = crc << 1U ^ ((crc & 0x8000U) != 0 ? 0x1021U : 0U);
  }
  return bytes[33] == (crc & 0xFFU) && bytes[34] == (crc >> 8U & 0xFFU);
}

[[nodiscard]] bool is_base58(std::string_view text) noexcept {
  return text.find_first_not_of(kBitcoinAlphabet) == std::string_view::npos;
}

[[nodiscard]] bool is_monero(std::string_view text) noexcept {
  return (text.size() == 95 || text.size() == 106) && (text[0] == '4' || text[0] == '8') &&
         is_base58(text);
}

/// 32 bytes in base58, without check digits.
[[nodiscard]] bool is_solana(std::string_view text) noexcept {
  return text.size() >= 32 && text.size() <= 44 && decode_base58(text, kBitcoinAlphabet).size == 32;
}

[[nodiscard]] bool is_proven(std::string_view text) noexcept {
  if (is_ethereum(text) || is_bech32(text) || is_stellar(text)) return true;
  if (text.size() < kMinBase58 || text.size() > kMaxBase58) return false;
  return is_base58check(text, kBitcoinAlphabet) ||
         (text[0] == 'r' && is_base58check(text, kRippleAlphabet));
}

}  // namespace

void find_crypto_address(Scan& scan, std::size_t begin, std::size_t end) noexcept {
  const std::string_view text = scan.text.substr(begin, end - begin);
  if (is_proven(text)) {
    scan.offer(EntityType::Crypto, begin, end, 1.0F);
  } else if (is_monero(text)) {
    scan.offer(EntityType::Crypto, begin, end, 0.85F);
  } else if (is_solana(text) && scan.evidence(begin, end, cue(Cue::Crypto)) == Evidence::Own) {
    scan.offer(EntityType::Crypto, begin, end, 0.75F);
  }
}

}  // namespace undertone::pii
