// Program text between back-ticks.
#pragma once

#include <cstddef>
#include <string_view>

namespace undertone::scan {

/// Finds code blocks of one text, asked at ascending positions.
class CodeScanner {
 public:
  /// Lifetime  keeps a view of `text`
  explicit CodeScanner(std::string_view text) noexcept : text_{text} {}

  /// Where the block that begins with the back-tick at `at` ends; `at` itself if none begins.
  ///
  /// Three or more ticks reach to the next three, at the beginning of a line also to the end of the
  /// text; one or two to as many on the same line.
  /// Cost  linear over all calls: a search that failed is not repeated
  [[nodiscard]] std::size_t end(std::size_t at) noexcept;

 private:
  [[nodiscard]] std::size_t fence_end(std::size_t at, std::size_t inside) const noexcept;
  [[nodiscard]] std::size_t inline_end(std::size_t at, std::size_t ticks) noexcept;

  std::string_view text_;
  /// up to here no inline block of one ([0]) or two ([1]) ticks closes
  std::size_t open_until_[2] = {0, 0};
  bool no_more_fences_ = false;
};

}  // namespace undertone::scan
