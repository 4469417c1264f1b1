#include "core/cli/line_reader.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace undertone::cli {
namespace {

[[nodiscard]] bool is_continuation(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// At most `limit` bytes, without a code point that is cut in two.
[[nodiscard]] std::size_t whole_code_points(std::string_view bytes, std::size_t limit) noexcept {
  std::size_t cut = limit;
  while (cut > limit - 4 && is_continuation(bytes[cut])) --cut;
  return is_continuation(bytes[cut]) ? limit : cut;
}

}  // namespace

bool LineReader::would_read() const noexcept {
  return !at_end_ && rest().size() <= kPieceBytes && rest().find('\n') == std::string_view::npos;
}

std::optional<LineReader::Piece> LineReader::next() {
  for (;; read_more()) {
    const std::string_view bytes = rest();
    const std::size_t found = bytes.substr(0, kPieceBytes + 1).find('\n');
    if (found != std::string_view::npos) return take(found, 1, true);
    if (bytes.size() > kPieceBytes) return take(whole_code_points(bytes, kPieceBytes), 0, false);
    if (!at_end_) continue;
    if (bytes.empty() && !inside_line_) return std::nullopt;
    return take(bytes.size(), 0, true);
  }
}

LineReader::Piece LineReader::take(std::size_t bytes, std::size_t break_bytes, bool ends_line) {
  const Piece piece{rest().substr(0, bytes), ends_line, break_bytes != 0};
  begin_ += bytes + break_bytes;
  inside_line_ = !ends_line;
  return piece;
}

void LineReader::read_more() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const ssize_t count = ::read(file_, buffer_.data() + end_, buffer_.size() - end_);
  if (count < 0 && errno == EINTR) return;
  failed_ = count < 0;
  at_end_ = count <= 0;
  if (count > 0) end_ += static_cast<std::size_t>(count);
}

}  // namespace undertone::cli
