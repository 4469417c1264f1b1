// Whole lines of files and pipes, one at a time, however long (line_reader.h gives pieces).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace undertone::cli {

/// A longer line is not read into memory; a conversation of 10,000 long messages has 20 MB.
inline constexpr std::size_t kLineBytes = std::size_t{256} << 20U;

struct Line {
  /// without its line end (LF or CRLF); without the byte order mark that may begin a file
  std::string_view text;
  /// counted from 1
  std::size_t number = 0;
  /// over the most that is read: `text` is empty and the line was skipped
  bool too_long = false;
};

/// Reads one file, or standard input.
class JsonLines {
 public:
  /// Input   a path; "-" is standard input. `most_bytes` of a line are read
  explicit JsonLines(const std::string& path, std::size_t most_bytes = kLineBytes);
  /// Input   an open file, closed with this object
  explicit JsonLines(int descriptor) noexcept : descriptor_{descriptor} {}
  ~JsonLines();
  JsonLines(const JsonLines&) = delete;  // owns an open file
  JsonLines& operator=(const JsonLines&) = delete;

  /// false: the file cannot be opened; errno says why.
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  /// An error of the device while reading.
  [[nodiscard]] bool failed() const noexcept { return failed_; }

  /// Reads the next line that is not blank into `line`; false at the end.
  ///
  /// Lifetime  `line.text` until the next call; kPaddingBytes after it may be read
  [[nodiscard]] bool next(Line& line);

  /// What a SIMD parser may read past the end of a line.
  static constexpr std::size_t kPaddingBytes = 64;

 private:
  bool fill();
  bool next_of_any(Line& line);

  int descriptor_ = -1;
  std::size_t most_bytes_ = kLineBytes;
  bool failed_ = false;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t number_ = 0;
};

}  // namespace undertone::cli
