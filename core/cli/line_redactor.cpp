#include "core/cli/line_redactor.h"

#include <algorithm>

#include "core/pii/ascii.h"

namespace undertone::cli {
namespace {

constexpr std::string_view kKeyBegin = "-----BEGIN ";
constexpr std::string_view kKeyEnd = "-----END ";
constexpr std::string_view kKeyName = "PRIVATE KEY";
/// A cut looks this far back for white space, so as not to stand inside of a word.
constexpr std::size_t kSpaceBytes = 256;

[[nodiscard]] bool is_continuation(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

[[nodiscard]] std::size_t code_point_begin(std::string_view text, std::size_t at) noexcept {
  while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  return at;
}

/// What may stand inside of a PEM block: base64, or a header such as "DEK-Info: ...".
[[nodiscard]] bool is_key_line(std::string_view line) noexcept {
  if (line.starts_with("Proc-Type:") || line.starts_with("DEK-Info:")) return true;
  while (!line.empty() && ascii::is_space(line.front())) line.remove_prefix(1);
  while (!line.empty() && ascii::is_space(line.back())) line.remove_suffix(1);
  return std::all_of(line.begin(), line.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '+' || c == '/' || c == '='; });
}

}  // namespace

void LineRedactor::add(std::string_view piece, bool ends_line, LineSink& sink) {
  window_.append(piece);
  if (!ends_line && window_.size() < kWindowBytes - kOverlapBytes) return;
  if (in_key_ && send_key_line(sink)) return;
  search(ends_line, sink);
  if (ends_line) {
    window_.clear();
    sent_ = 0;
  }
}

bool LineRedactor::send_key_line(LineSink& sink) {
  const std::string_view line = std::string_view{window_}.substr(sent_);
  const std::size_t end = line.find(kKeyEnd);
  const std::string_view body = line.substr(0, end);
  if (!is_key_line(body)) {
    in_key_ = false;
    return false;
  }
  if (end != std::string_view::npos) {
    const std::size_t closed = line.find("-----", end + kKeyEnd.size());
    const std::size_t after = closed == std::string_view::npos ? line.size() : closed + 5;
    sink.entity(EntityType::PrivateKey, 1.0F, line.substr(0, after));
    in_key_ = false;
    sent_ += after;
    return false;
  }
  if (!line.empty()) sink.entity(EntityType::PrivateKey, 1.0F, line);
  sent_ = 0;
  window_.clear();
  return true;
}

void LineRedactor::note_key(std::string_view text) noexcept {
  // Nearly no line holds one, and searching forward is fast.
  if (text.find(kKeyBegin) == std::string_view::npos) return;
  const std::size_t begin = text.rfind(kKeyBegin);
  const std::string_view after = text.substr(begin + kKeyBegin.size());
  in_key_ = after.substr(0, 64).find(kKeyName) != std::string_view::npos &&
            after.find(kKeyEnd) == std::string_view::npos;
}

void LineRedactor::search(bool ends_line, LineSink& sink) {
  for (;;) {
    const std::span<const Entity> entities = find_pii(window_, buffer_, model_);
    const std::size_t cut = cut_of(entities, ends_line);
    send(entities, cut, sink);
    if (ends_line && cut == window_.size()) {
      note_key(window_);
      return;
    }
    const std::size_t keep = code_point_begin(window_, cut - std::min(cut, kContextBytes));
    window_.erase(0, keep);
    sent_ = cut - keep;
    if (!ends_line && !buffer_.full()) return;
  }
}

std::size_t LineRedactor::cut_of(std::span<const Entity> entities, bool ends_line) const noexcept {
  if (buffer_.full()) return std::max<std::size_t>(entities.back().span.end, sent_);
  if (ends_line) return window_.size();
  std::size_t cut = window_.size() - std::min(window_.size() - sent_, kOverlapBytes);
  std::size_t space = cut;
  while (space > sent_ && cut - space < kSpaceBytes && !ascii::is_space(window_[space])) --space;
  cut = ascii::is_space(window_[space]) ? space : code_point_begin(window_, cut);
  for (const Entity& entity : entities) {
    if (entity.span.begin < cut && cut < entity.span.end) {
      return entity.span.begin > sent_ ? entity.span.begin : entity.span.end;
    }
  }
  return std::max(cut, sent_);
}

void LineRedactor::send(std::span<const Entity> entities, std::size_t cut, LineSink& sink) const {
  const std::string_view text = window_;
  std::size_t from = sent_;
  for (const Entity& entity : entities) {
    if (entity.span.end <= from) continue;
    if (entity.span.begin >= cut) break;
    const std::size_t begin = std::max<std::size_t>(entity.span.begin, from);
    if (begin > from) sink.text(text.substr(from, begin - from));
    const std::size_t end = std::min<std::size_t>(entity.span.end, cut);
    sink.entity(entity.type, entity.score, text.substr(begin, end - begin));
    from = end;
  }
  if (from < cut) sink.text(text.substr(from, cut - from));
}

}  // namespace undertone::cli
