// A text whose look-alikes of ASCII are ASCII, and the way back to the original offsets.
//
// Copied numbers carry no-break spaces, typographic dashes, full-width or Arabic digits and
// zero-width marks. The detectors' grammars stay simple because all of these are replaced before:
//   any space -> ' '   any dash -> '-'   curly quotes -> ' "   full-width ASCII -> ASCII
//   digits of any script -> '0' to '9'   zero-width and soft hyphen -> nothing
//   middle dots and bullets -> '.'       marks of direction, keycaps -> nothing
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text_span.h"

namespace undertone {

class PlainText {
 public:
  /// Makes the plain form of `text`.
  ///
  /// Output    `text` itself where nothing had to be replaced
  /// Lifetime  until `text` or this object changes
  /// Cost      one pass; allocates only while its buffers grow
  [[nodiscard]] std::string_view assign(std::string_view text);

  /// The span of the last text that became `span` of its plain form; with the code points that
  /// vanished at its end.
  [[nodiscard]] TextSpan original(TextSpan span) const noexcept;

 private:
  /// From `plain` bytes on, plain offset + shift = original offset.
  struct Shift {
    std::uint32_t plain = 0;
    std::uint32_t shift = 0;
  };
  [[nodiscard]] std::uint32_t shift_at(std::uint32_t plain_offset) const noexcept;

  std::string bytes_;
  std::vector<Shift> shifts_;
};

}  // namespace undertone
