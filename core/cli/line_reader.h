// Lines of a file or pipe in constant memory: a long line comes in pieces.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace undertone::cli {

class LineReader {
 public:
  /// A longer line is cut into pieces of about this size, between code points.
  static constexpr std::size_t kPieceBytes = 8 * 1024;

  struct Piece {
    /// without the line break; until the next call
    std::string_view bytes;
    /// the line ends here
    bool ends_line = false;
    /// with a line break, not with the end of the file
    bool has_break = false;
  };

  /// Reads from an open file descriptor, which stays the caller's.
  explicit LineReader(int file) : file_{file}, buffer_(kBufferBytes) {}

  /// The next piece; nothing at the end.
  [[nodiscard]] std::optional<Piece> next();
  /// next() would have to wait for more input: time to flush what was written.
  [[nodiscard]] bool would_read() const noexcept;
  /// Reading failed; next() took it for the end.
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  static constexpr std::size_t kBufferBytes = 8 * kPieceBytes;

  [[nodiscard]] std::string_view rest() const noexcept {
    return {buffer_.data() + begin_, end_ - begin_};
  }
  [[nodiscard]] Piece take(std::size_t bytes, std::size_t break_bytes, bool ends_line);
  void read_more();

  int file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  bool failed_ = false;
  bool inside_line_ = false;
};

}  // namespace undertone::cli
