#include "core/text/scan/code.h"

#include <algorithm>

namespace undertone::scan {
namespace {

constexpr std::string_view kFence = "```";

std::size_t run_end(std::string_view text, std::size_t at) noexcept {
  return std::min(text.find_first_not_of('`', at), text.size());
}

bool begins_line(std::string_view text, std::size_t at) noexcept {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
}

}  // namespace

std::size_t CodeScanner::end(std::size_t at) noexcept {
  const std::size_t inside = run_end(text_, at);
  const std::size_t ticks = inside - at;
  if (ticks <= 2) return inline_end(at, ticks);
  if (no_more_fences_) return at;
  const std::size_t end = fence_end(at, inside);
  no_more_fences_ = end == at;
  return end;
}

std::size_t CodeScanner::fence_end(std::size_t at, std::size_t inside) const noexcept {
  const std::size_t close = text_.find(kFence, inside);
  if (close != std::string_view::npos) return run_end(text_, close);
  return begins_line(text_, at) ? text_.size() : at;
}

std::size_t CodeScanner::inline_end(std::size_t at, std::size_t ticks) noexcept {
  std::size_t& open_until = open_until_[ticks - 1];
  if (at < open_until) return at;
  for (std::size_t i = at + ticks; i < text_.size();) {
    if (text_[i] == '\n' || text_[i] == '\r') {
      open_until = i;
      return at;
    }
    const std::size_t close = i;
    i = text_[i] == '`' ? run_end(text_, i) : i + 1;
    if (text_[close] == '`' && i - close == ticks) return i;
  }
  open_until = text_.size();
  return at;
}

}  // namespace undertone::scan
