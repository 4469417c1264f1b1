#include "core/cli/json_lines.h"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace undertone::cli {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

JsonLines::JsonLines(const std::string& path, std::size_t most_bytes)
    : descriptor_{path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)},
      most_bytes_{most_bytes} {}

JsonLines::~JsonLines() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

/// Adds what has arrived to the buffer, without waiting for more: a partner on the other end of a
/// pipe may be waiting for the answer to the line that it just wrote.
bool JsonLines::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + kChunkBytes + kPaddingBytes) {
    buffer_.resize(2 * end_ + kChunkBytes + kPaddingBytes);
  }
  ssize_t size = 0;
  do {
    size = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - kPaddingBytes - end_);
  } while (size < 0 && errno == EINTR);
  failed_ = failed_ || size < 0;
  if (size <= 0) return false;
  end_ += static_cast<std::size_t>(size);
  return true;
}

bool JsonLines::next(Line& line) {
  do {
    if (!next_of_any(line)) return false;
  } while (!line.too_long && line.text.find_first_not_of(" \t\r\v\f") == std::string_view::npos);
  return true;
}

bool JsonLines::next_of_any(Line& line) {
  line = {};
  std::size_t searched = 0;
  for (;;) {
    const std::string_view rest{buffer_.data() + begin_, end_ - begin_};
    std::size_t length = rest.find('\n', searched);
    const bool has_break = length != std::string_view::npos;
    if (!has_break) length = rest.size();
    line.too_long = line.too_long || length > most_bytes_;
    if (!has_break) {
      if (line.too_long) begin_ = end_;
      searched = end_ - begin_;
      if (fill()) continue;
      length = searched;
      if (length == 0 && !line.too_long) return false;
    }
    line.number = ++number_;
    line.text = std::string_view{buffer_.data() + begin_, length};
    begin_ += length + (has_break ? 1 : 0);
    break;
  }
  if (line.too_long) line.text = {};
  if (line.number == 1 && line.text.substr(0, 3) == kByteOrderMark) line.text.remove_prefix(3);
  if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
  return true;
}

}  // namespace undertone::cli
