// URLs that let their holder in: a password before the host, a token or signature among the
// parameters, or the address of a web hook. Other URLs are no personal data.
// Source  RFC 3986 sections 3.2.1 and 3.4; parameter names as used by OAuth 2 (RFC 6749, RFC 6750),
//         AWS and Azure signed URLs
#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMaxBytes = 4096;
constexpr std::size_t kMaxScheme = 16;
constexpr std::size_t kMinValue = 8;

/// Names (or ends of names) of parameters whose value is a secret.
constexpr std::string_view kSecretNames =
    "token|secret|password|passwd|pwd|apikey|api_key|api-key|key|sig|signature|auth|sid|session|"
    "sessionid|jwt|pass|credential|";
constexpr std::string_view kWebHooks =
    "hooks.slack.com/services/|discord.com/api/webhooks/|discordapp.com/api/webhooks/|"
    "webhook.office.com/|";

[[nodiscard]] bool ends_url(char c) noexcept {
  return ascii::is_space(c) || c == '"' || c == '<' || c == '>' || c == '`' || c == '\0';
}

[[nodiscard]] std::size_t url_end(std::string_view text, std::size_t at) noexcept {
  const std::size_t limit = text.size() - at > kMaxBytes ? at + kMaxBytes : text.size();
  std::size_t end = at;
  while (end < limit && !ends_url(text[end])) ++end;
  while (end > at && std::string_view{".,;:!?)]}'"}.find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  return end;
}

/// "user:password@" between the scheme and the host.
[[nodiscard]] bool has_password(std::string_view rest) noexcept {
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::size_t colon = authority.find(':');
  return colon != std::string_view::npos && colon + 1 < at && at + 1 < authority.size();
}

[[nodiscard]] bool is_secret_name(std::string_view name) noexcept {
  for (std::string_view names = kSecretNames; !names.empty();) {
    const std::string_view secret = ascii::take_word(names);
    if (name.size() < secret.size()) continue;
    const std::size_t begin = name.size() - secret.size();
    if (!ascii::has_prefix(name, begin, secret)) continue;
    if (begin == 0 || !ascii::is_alnum(name[begin - 1]) || secret.size() > 4) return true;
  }
  return false;
}

[[nodiscard]] bool has_secret_parameter(std::string_view rest) noexcept {
  std::size_t at = rest.find_first_of("?#;");
  while (at != std::string_view::npos) {
    const std::string_view pair = rest.substr(at + 1, rest.find_first_of("&#;", at + 1) - at - 1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.size() - equals > kMinValue &&
        is_secret_name(pair.substr(0, equals))) {
      return true;
    }
    at = rest.find_first_of("&#;", at + 1);
  }
  return false;
}

}  // namespace

void find_url(Scan& scan, std::size_t at) noexcept {
  const std::string_view text = scan.text;
  if (!text.substr(at).starts_with("://")) return;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMaxScheme &&
         (ascii::is_alnum(text[begin - 1]) || text[begin - 1] == '+' || text[begin - 1] == ':')) {
    --begin;
  }
  if (begin == at || !ascii::is_alpha(text[begin])) return;
  const std::size_t end = url_end(text, at + 3);
  scan.url_end = end;
  const std::string_view rest = text.substr(at + 3, end - at - 3);
  bool secret = has_password(rest) || has_secret_parameter(rest);
  for (std::string_view hooks = kWebHooks; !hooks.empty();) {
    const std::string_view hook = ascii::take_word(hooks);
    secret = secret || (rest.size() > hook.size() + kMinValue && ascii::has_prefix(rest, 0, hook));
  }
  if (secret) scan.offer(EntityType::Url, begin, end, 1.0F);
}

}  // namespace undertone::pii
