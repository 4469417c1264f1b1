// JSON Web Tokens: three parts of base64url (five if encrypted), the first of which begins with
// '{"' in base64. The signature may be empty. Source  RFC 7515 section 7.1, RFC 7516 section 7.1
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMaxBytes = 8192;
/// {"alg":"none"} takes 19 characters.
constexpr std::size_t kMinHeader = 16;

[[nodiscard]] std::size_t part_end(std::string_view text, std::size_t at,
                                   std::size_t limit) noexcept {
  while (at < limit && (ascii::is_alnum(text[at]) || text[at] == '-' || text[at] == '_')) ++at;
  return at;
}

}  // namespace

void find_jwt(Scan& scan, std::size_t begin) noexcept {
  const std::string_view text = scan.text;
  if (!text.substr(begin).starts_with("eyJ")) return;
  const std::size_t limit = text.size() - begin > kMaxBytes ? begin + kMaxBytes : text.size();
  const std::size_t header = part_end(text, begin, limit);
  if (header - begin < kMinHeader || ascii::at_or_nul(text, header) != '.') return;
  const std::size_t claims = part_end(text, header + 1, limit);
  if (claims < header + 3 || ascii::at_or_nul(text, claims) != '.') return;
  std::size_t end = part_end(text, claims + 1, limit);
  for (int more = 0; more < 2 && ascii::at_or_nul(text, end) == '.'; ++more) {
    const std::size_t next = part_end(text, end + 1, limit);
    if (next == end + 1) break;
    end = next;
  }
  scan.offer(EntityType::Jwt, begin, end, 1.0F);
}

}  // namespace undertone::pii
