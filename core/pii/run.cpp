#include "core/pii/run.h"

#include "core/pii/ascii.h"

namespace undertone::pii {
namespace {

/// Bytes between two groups at most, as in ") - ".
constexpr std::size_t kGapBytes = 3;

/// Bytes of the gap at `at`, 0 if what follows is not another group.
[[nodiscard]] std::size_t gap_at(std::string_view text, std::size_t at, bool odd) noexcept {
  std::size_t size = 0;
  while (size < kGapBytes) {
    const char c = ascii::at_or_nul(text, at + size);
    if (odd) {
      if (ascii::is_alnum(c) || ascii::is_high(c)) break;
    } else {
      if (c == '.' && size == 0) {
        size = 1;
        break;
      }
      if (c != ' ' && c != '-' && c != '/' && c != '(' && c != ')') break;
    }
    ++size;
  }
  return ascii::is_alnum(ascii::at_or_nul(text, at + size)) ? size : 0;
}

}  // namespace

char Run::separator(std::size_t length) const noexcept {
  char seen = '\0';
  for (std::size_t i = 1; i < length; ++i) {
    if (gap[i] == '\0') continue;
    if (seen != '\0' && seen != gap[i]) return kMixed;
    seen = gap[i];
  }
  return seen;
}

bool Run::went_before(std::string_view text, std::size_t length) const noexcept {
  const char joint = separator(length);
  return joint != '\0' && ascii::before_or_nul(text, begin()) == joint &&
         ascii::is_digit(ascii::before_or_nul(text, begin() - 1));
}

bool Run::goes_on(std::string_view text, std::size_t length) const noexcept {
  const char joint = separator(length);
  return went_before(text, length) ||
         (joint != '\0' && length < size && gap[length] == joint && ascii::is_digit(chars[length]));
}

bool Run::all_capitals(std::string_view text, std::size_t length) const noexcept {
  for (std::size_t i = 0; i < length; ++i) {
    if (ascii::is_lower(text[at[i]])) return false;
  }
  return true;
}

Run read_run(std::string_view text, std::size_t at, bool odd) noexcept {
  Run run;
  run.odd = odd;
  bool digits = true;
  char gap = '\0';
  while (at < text.size()) {
    const char c = text[at];
    if (!ascii::is_alnum(c)) {
      const std::size_t gap_bytes = gap_at(text, at, odd);
      if (gap_bytes == 0) break;
      gap = gap_bytes == 1 ? c : Run::kMixed;
      at += gap_bytes;
      continue;
    }
    if (run.size == Run::kChars) {
      run.cut = true;
      break;
    }
    run.chars[run.size] = ascii::upper(c);
    run.at[run.size] = static_cast<std::uint32_t>(at);
    run.gap[run.size] = gap;
    if (gap != '\0') run.ends |= std::uint64_t{1} << run.size;
    digits = digits && ascii::is_digit(c);
    ++run.size;
    if (digits) run.num_digits = run.size;
    gap = '\0';
    ++at;
  }
  if (!run.cut) run.ends |= std::uint64_t{1} << run.size;
  return run;
}

std::size_t odd_gap(std::string_view text, std::size_t at) noexcept {
  const std::size_t size = gap_at(text, at, true);
  return ascii::is_digit(ascii::at_or_nul(text, at + size)) ? size : 0;
}

}  // namespace undertone::pii
