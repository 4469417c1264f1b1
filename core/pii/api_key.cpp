// API keys: those with the prefix of a known issuer, and random-looking strings that are assigned
// to a word like "token" or "api key". Source  tables/api_key.tsv
#include "core/pii/tables/api_key.h"

#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMinKeywordBytes = 16;
constexpr std::size_t kMaxKeywordBytes = 512;
/// Words between a cue and the value: "secret access key is".
constexpr std::size_t kWordsBetween = 3;
/// "xxxxxxxxxxxxxxxx" stands in the place of a key.
constexpr std::size_t kMinDistinct = 6;

[[nodiscard]] bool is_in(Charset set, char c) noexcept {
  const bool base64url = ascii::is_alnum(c) || c == '-' || c == '_';
  switch (set) {
    case Charset::LowerHex:
      return ascii::is_hex(c) && !ascii::is_upper(c);
    case Charset::Hex:
      return ascii::is_hex(c);
    case Charset::LowerAlnum:
      return ascii::is_alnum(c) && !ascii::is_upper(c);
    case Charset::UpperAlnum:
      return ascii::is_alnum(c) && !ascii::is_lower(c);
    case Charset::Alnum:
      return ascii::is_alnum(c);
    case Charset::Base64Url:
      return base64url;
    case Charset::Base64:
      return base64url || c == '+' || c == '/' || c == '=';
    case Charset::Dotted:
      return base64url || c == '.';
  }
  return false;
}

[[nodiscard]] std::size_t count_distinct(std::string_view text) noexcept {
  std::uint64_t seen[2] = {};
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c) & 0x7FU;
    std::uint64_t& bits = seen[byte / 64];
    const std::uint64_t bit = std::uint64_t{1} << (byte % 64);
    count += (bits & bit) == 0 ? 1 : 0;
    bits |= bit;
  }
  return count;
}

/// Digits among letters over and over, as random strings have it and words with a number have not;
/// of base64 the signs count, too. Random hex of 32 has about 15 such changes, random base62 about
/// 9; names and slugs have 0 to 2.
[[nodiscard]] bool looks_random(std::string_view text) noexcept {
  std::size_t changes = 0;
  std::size_t cases = 0;
  std::size_t others = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    others += ascii::is_alpha(text[i]) ? 0 : 1;
    if (i == 0) continue;
    changes += ascii::is_digit(text[i]) != ascii::is_digit(text[i - 1]) ? 1 : 0;
    cases += ascii::is_lower(text[i - 1]) && ascii::is_upper(text[i]) ? 1 : 0;
  }
  if (others < 2 || count_distinct(text) < kMinDistinct) return false;
  return changes * 8 >= text.size() || (changes + cases) * 5 >= text.size();
}

/// End of a key with a known prefix at `at`, 0 if there is none.
[[nodiscard]] std::size_t known_key_end(std::string_view text, std::size_t at) noexcept {
  for (std::string_view rows = key_prefixes(); !rows.empty();) {
    const KeyPrefix prefix = take_key_prefix(rows);
    if (prefix.text[0] > text[at]) break;
    if (!text.substr(at).starts_with(prefix.text)) continue;
    const std::size_t begin = at + prefix.text.size();
    std::size_t end = begin;
    std::size_t breaks = 0;
    while (end < text.size() && end - begin - breaks <= prefix.max_chars) {
      if (!is_in(prefix.charset, text[end])) {
        // One that is too short may go on in the next line.
        if (text[end] != '\n' || breaks > 0 || end - begin >= prefix.min_chars) break;
        ++breaks;
      }
      ++end;
    }
    // A full stop ends the sentence.
    while (end > begin && text[end - 1] == '.') --end;
    const std::size_t count = end - begin - breaks;
    const char after = ascii::at_or_nul(text, end);
    if (count < prefix.min_chars || count > prefix.max_chars) continue;
    if (ascii::is_alnum(after) || after == '_') continue;
    if (count_distinct(text.substr(begin, count)) < kMinDistinct) continue;
    return end;
  }
  return 0;
}

/// A word like "token" stands before, and only words that lead to its value between.
[[nodiscard]] bool follows_secret_cue(const Scan& scan, std::size_t at) noexcept {
  constexpr CueSet kCues = cue(Cue::Secret, Cue::Password);
  for (std::size_t n = 0; n < kWordsBetween; ++n) {
    const Word word = scan.word_back(n);
    if (word.end == 0 || word.end + 24 < at) return false;
    if ((word.cues & kCues) != 0) return true;
    if ((word.cues & kAgainst) != 0) return false;
  }
  return false;
}

[[nodiscard]] bool is_keyword_char(char c) noexcept {
  return is_in(Charset::Base64, c) || c == '.' || c == '~';
}

}  // namespace

void find_api_key(Scan& scan, std::size_t begin) noexcept {
  const std::string_view text = scan.text;
  const std::size_t known = known_key_end(text, begin);
  if (known != 0) {
    scan.offer(EntityType::ApiKey, begin, known, 0.97F);
    return;
  }
  if (!follows_secret_cue(scan, begin)) return;
  if (ascii::before_or_nul(text, begin) == '/' || ascii::before_or_nul(text, begin) == '+') {
    --begin;
    // "/api/v2/orders/4711": a path.
    if (ascii::is_alnum(ascii::before_or_nul(text, begin))) return;
  }
  std::size_t end = begin;
  while (end < text.size() && end - begin <= kMaxKeywordBytes && is_keyword_char(text[end])) ++end;
  while (end > begin && text[end - 1] == '.') --end;
  const std::size_t size = end - begin;
  if (size < kMinKeywordBytes || size > kMaxKeywordBytes) return;
  if (looks_random(text.substr(begin, size))) scan.offer(EntityType::ApiKey, begin, end, 0.9F);
}

}  // namespace undertone::pii
