#include "core/model/key_index.h"

namespace undertone {

void KeyIndex::build(const std::byte* keys, std::size_t size) noexcept {
  keys_ = keys;
  size_ = size;
  std::size_t at = 0;
  for (std::size_t stretch = 0; stretch < begins_.size(); ++stretch) {
    while (at < size && key_at(at) >> kShift < stretch) ++at;
    begins_[stretch] = static_cast<std::uint32_t>(at);
  }
}

std::size_t KeyIndex::find(std::uint32_t key) const noexcept {
  key &= (std::uint32_t{1} << kKeyBits) - 1;
  const std::uint32_t* const begin = &begins_[key >> kShift];
  for (std::size_t at = begin[0]; at < begin[1]; ++at) {
    if (key_at(at) == key) return at;
  }
  return size_;
}

}  // namespace undertone
