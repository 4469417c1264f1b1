#include "core/event/wire.h"

#include <algorithm>

namespace undertone {

void VarintWriter::put_byte(std::uint32_t byte) noexcept {
  if (size_ == out_.size()) {
    status_ = Status::NoSpace;
    return;
  }
  out_[size_++] = static_cast<std::byte>(byte);
}

void VarintWriter::put_varint(std::uint32_t value) noexcept {
  for (; value >= 128; value >>= 7) put_byte((value & 127U) | 128U);
  put_byte(value);
}

void VarintWriter::put_length_before(std::size_t begin_bytes) noexcept {
  const std::size_t end_bytes = size_;
  put_varint(static_cast<std::uint32_t>(end_bytes - begin_bytes));
  // The length stands at the end now; turn it to the front.
  const auto at = [this](std::size_t i) { return out_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::rotate(at(begin_bytes), at(end_bytes), at(size_));
}

std::uint32_t VarintReader::take_varint() noexcept {
  std::uint32_t value = 0;
  for (unsigned shift = 0; status_ == Status::Ok; shift += 7) {
    if (at_ == bytes_.size()) {
      fail(Status::Truncated);
      break;
    }
    const auto byte = static_cast<std::uint32_t>(bytes_[at_]);
    // Of the fifth byte only four bits fit.
    if (shift == 28 && byte > 15) {
      fail(Status::BadValue);
      break;
    }
    ++at_;
    value |= (byte & 127U) << shift;
    if (byte < 128) return value;
  }
  return 0;
}

}  // namespace undertone
