#include "core/features/subwords.h"

#include <array>

#include "core/base/word_hash.h"

namespace undertone {
namespace {

/// Code points of "<word>" that are looked at: enough for kWordSubwords groups.
constexpr std::size_t kCodePoints = 16;

/// Byte offsets of the code points of the marked word; the last is its end.
struct Marked {
  std::array<char, kCodePoints * 4> bytes{};
  std::array<std::uint8_t, kCodePoints + 1> begin{};
  std::size_t size = 0;
};

constexpr bool continues(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U; }

Marked mark_ends(std::string_view word) noexcept {
  Marked out;
  std::size_t at = 0;
  out.bytes[at++] = '<';
  out.size = 1;
  for (std::size_t i = 0; i < word.size() && at + 1 < out.bytes.size(); ++i) {
    if (!continues(word[i])) {
      if (out.size == kCodePoints) break;
      out.begin[out.size++] = static_cast<std::uint8_t>(at);
    }
    out.bytes[at++] = word[i];
  }
  if (out.size < kCodePoints) {
    out.begin[out.size++] = static_cast<std::uint8_t>(at);
    out.bytes[at++] = '>';
  }
  out.begin[out.size] = static_cast<std::uint8_t>(at);
  return out;
}

}  // namespace

std::size_t subwords(std::string_view folded, std::span<std::uint32_t> hashes) noexcept {
  const Marked word = mark_ends(folded);
  std::size_t count = 0;
  for (const std::size_t group : {std::size_t{3}, std::size_t{4}}) {
    for (std::size_t i = 0; i + group <= word.size; ++i) {
      if (count == hashes.size() || count == kWordSubwords) return count;
      const std::size_t begin = word.begin[i];
      hashes[count++] = word_hash({word.bytes.data() + begin, word.begin[i + group] - begin});
    }
  }
  return count;
}

}  // namespace undertone
