#include "core/text/scan/link.h"

#include <algorithm>
#include <array>

#include "core/text/scan/glyph.h"
#include "core/text/tables/words.gen.h"

namespace undertone::scan {
namespace {

// RFC 5321, section 4.5.3.1.1.
constexpr std::size_t kLocalPartBytes = 64;
// RFC 1035, section 2.3.4.
constexpr std::size_t kHostBytes = 255;
constexpr std::size_t kDomainBytes = 63;

constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_alnum(char c) noexcept { return is_letter(c) || is_digit(c); }
constexpr bool is_host_sign(char c) noexcept { return is_alnum(c) || c == '.' || c == '-'; }
constexpr bool is_address_sign(char c) noexcept {
  return is_host_sign(c) || c == '_' || c == '%' || c == '+';
}

/// Where the run of signs that satisfy `is_in_run` ends.
template <class Predicate>
std::size_t run_end(std::string_view text, std::size_t at, Predicate is_in_run) noexcept {
  while (at < text.size() && is_in_run(text[at])) ++at;
  return at;
}

/// `lower` is lower case.
bool begins_with(std::string_view text, std::string_view lower) noexcept {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == (is_letter(b) ? b | 0x20 : b); });
}

bool is_local_part(std::string_view text) noexcept {
  return text.size() <= kLocalPartBytes && text.back() != '.' &&
         text.find("..") == std::string_view::npos;
}

/// The last label of a host name made of at least two; empty if it is no such name.
std::string_view top_level_domain(std::string_view host) noexcept {
  while (!host.empty() && (host.back() == '.' || host.back() == '-')) host.remove_suffix(1);
  const std::size_t dot = host.rfind('.');
  if (dot == 0 || dot == std::string_view::npos || host.size() > kHostBytes) return {};
  if (host.find("..") != std::string_view::npos) return {};
  const std::string_view last = host.substr(dot + 1);
  const bool letters = std::all_of(last.begin(), last.end(), is_letter);
  return letters && last.size() >= 2 && last.size() <= kDomainBytes ? last : std::string_view{};
}

bool is_listed(tables::WordList domains, std::string_view domain) noexcept {
  std::array<char, 8> lower{};
  if (domain.size() > lower.size()) return false;
  std::transform(domain.begin(), domain.end(), lower.begin(),
                 [](char c) { return static_cast<char>(c | 0x20); });
  return tables::contains(domains, {lower.data(), domain.size()});
}

bool continues_url(const Glyph& g) noexcept {
  if (g.value < 0x80) {
    constexpr std::string_view kDelimiters = "\"<>`\\^{}|";
    return g.value > ' ' && g.value != 0x7F &&
           kDelimiters.find(static_cast<char>(g.value)) == std::string_view::npos;
  }
  return g.is_word_part() && !g.is(CharClass::Invisible);
}

/// The end of a URL: up to a space or delimiter, without the marks of the sentence around it.
std::size_t url_end(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at;
  int open_brackets = 0;
  for (Glyph g = read(text, end); continues_url(g); g = read(text, end)) {
    if (g.value == '(' || g.value == '[') ++open_brackets;
    if (g.value == ')' || g.value == ']') --open_brackets;
    end += g.size_bytes;
  }
  for (; end > at; --end) {
    const char last = text[end - 1];
    constexpr std::string_view kMarks = ".,;:!?'*_~";
    if (last == ')' || last == ']') {
      if (open_brackets++ >= 0) break;
    } else if (kMarks.find(last) == std::string_view::npos) {
      break;
    }
  }
  return end;
}

/// Whether a path, query, fragment or port follows the host that ends at `end`.
bool continues_after_host(std::string_view text, std::size_t end) noexcept {
  if (end >= text.size()) return false;
  if (text[end] == ':') return end + 1 < text.size() && is_digit(text[end + 1]);
  return text[end] == '/' || text[end] == '?' || text[end] == '#';
}

}  // namespace

LinkScanner::Run LinkScanner::measure(std::size_t at) const noexcept {
  Run run;
  run.end = run_end(text_, at, is_address_sign);
  const std::string_view after = text_.substr(run.end);
  if (after.starts_with("://")) {
    const std::size_t rest = run.end + 3;
    const std::size_t end = url_end(text_, rest);
    if (end != rest) run.scheme_url_end = end;
  } else if (after.starts_with('@')) {
    const std::size_t begin = run.end + 1;
    const std::string_view host = text_.substr(begin, run_end(text_, begin, is_host_sign) - begin);
    const std::string_view domain = top_level_domain(host);
    if (!domain.empty() && is_alnum(host.front()))
      run.email_end = static_cast<std::size_t>(domain.data() + domain.size() - text_.data());
  } else {
    measure_host(at, run);
  }
  return run;
}

void LinkScanner::measure_host(std::size_t at, Run& run) const noexcept {
  if (text_.substr(at, run.end - at).find('.') == std::string_view::npos) return;
  // The host is what follows the last sign that no host has.
  run.host_begin = at;
  for (std::size_t i = at; i < run.end; ++i) {
    const bool empty_label = text_[i] == '.' && i > at && text_[i - 1] == '.';
    if (!is_host_sign(text_[i]) || (empty_label && i + 1 < run.end)) run.host_begin = i + 1;
  }
  const std::string_view host = text_.substr(run.host_begin, run.end - run.host_begin);
  const std::string_view domain = top_level_domain(host);
  if (domain.empty()) return;
  const std::size_t end = static_cast<std::size_t>(domain.data() + domain.size() - text_.data());
  const bool continues = continues_after_host(text_, end);
  const bool listed =
      is_listed(tables::kDomainsAlone, domain) ||
      (continues && text_[end] == '/' && is_listed(tables::kDomainsWithPath, domain));
  if (!listed && !begins_with(host, "www.")) return;
  run.host_url_end = continues ? url_end(text_, end) : end;
}

Link LinkScanner::find(std::size_t at) noexcept {
  if (at >= run_.end) run_ = measure(at);
  if (run_.scheme_url_end != 0) return {run_.scheme_url_end, TokenKind::Url};
  const std::string_view run = text_.substr(at, run_.end - at);
  if (run_.email_end != 0 && is_local_part(run)) return {run_.email_end, TokenKind::Email};
  if (run_.host_url_end != 0 && at >= run_.host_begin && run.find('.') != std::string_view::npos) {
    return {run_.host_url_end, TokenKind::Url};
  }
  return {at};
}

std::size_t handle_end(std::string_view text, std::size_t at) noexcept {
  const bool hashtag = text[at] == '#';
  const Glyph previous = read_before(text, at);
  if (previous.is_word_part() || previous.is_alnum()) return at;
  bool has_letter = false;
  std::size_t end = at + 1;
  std::size_t kept = at;
  for (Glyph g = read(text, end); !g.at_end(); g = read(text, end)) {
    const bool inner_sign = !hashtag && (g.value == '.' || g.value == '-') && kept == end;
    if (!g.is_word_part() && !g.is_alnum() && g.value != '_' && !inner_sign) break;
    has_letter = has_letter || g.is(CharClass::Letter);
    end += g.size_bytes;
    if (!inner_sign) kept = end;
  }
  return has_letter ? kept : at;
}

}  // namespace undertone::scan
