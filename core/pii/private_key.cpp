// Private keys in armour: "-----BEGIN ... PRIVATE KEY-----" to its END, or as far as base64 goes
// where the text is cut off. Line breaks may be written as "\n". Source  RFC 7468; RFC 4880
// section 6.2 ("PRIVATE KEY BLOCK")
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kRule = "-----";
/// "ENCRYPTED PRIVATE KEY" and the like.
constexpr std::size_t kMaxLabel = 48;

/// Base64, line breaks, signs of a quotation, and headers like "Proc-Type: 4,ENCRYPTED".
[[nodiscard]] bool is_body(char c) noexcept {
  return ascii::is_alnum(c) || ascii::is_space(c) || c == '+' || c == '/' || c == '=' ||
         c == '\\' || c == ':' || c == ',' || c == '>';
}

/// Bytes of the line "-----BEGIN label-----" at `at`, 0 if it begins no private key.
[[nodiscard]] std::size_t opening_bytes(std::string_view text, std::size_t at) noexcept {
  const std::string_view line = text.substr(at, kBegin.size() + kMaxLabel + kRule.size());
  if (!line.starts_with(kBegin)) return 0;
  const std::size_t close = line.find(kRule, kBegin.size());
  if (close == std::string_view::npos) return 0;
  const std::string_view label = line.substr(0, close);
  return label.find("PRIVATE KEY") == std::string_view::npos ? 0 : close + kRule.size();
}

}  // namespace

std::size_t find_private_key(Scan& scan, std::size_t at) noexcept {
  const std::string_view text = scan.text;
  const std::size_t opening = opening_bytes(text, at);
  if (opening == 0) return at;
  std::size_t end = at + opening;
  // A single dash belongs to a header ("DEK-Info"), five of them end the block.
  while (end < text.size() &&
         (is_body(text[end]) || (text[end] == '-' && ascii::at_or_nul(text, end + 1) != '-'))) {
    ++end;
  }
  if (text.substr(end).starts_with(kEnd)) {
    const std::size_t close =
        text.substr(end, kEnd.size() + kMaxLabel + kRule.size()).find(kRule, kEnd.size());
    end = close == std::string_view::npos ? end + kEnd.size() : end + close + kRule.size();
  }
  while (ascii::is_space(text[end - 1])) --end;
  scan.offer(EntityType::PrivateKey, at, end, 1.0F);
  return end;
}

}  // namespace undertone::pii
