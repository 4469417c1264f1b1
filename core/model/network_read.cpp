// The section Network, every count checked before it is used. Order and shapes: FORMAT.md.
#include <cmath>

#include "core/base/byte_cursor.h"
#include "core/model/network.h"

namespace undertone {
namespace {

/// Far beyond any weight in use; keeps every later sum finite.
constexpr float kMostFloat = 1e6F;

bool read_floats(ByteReader& in, std::size_t count, Array<float>& out) noexcept {
  if (!out.allocate(count)) return false;
  for (std::size_t i = 0; i < count; ++i) out[i] = in.f32();
  return true;
}

bool all_finite(const Array<float>& values) noexcept {
  for (const float value : values.span()) {
    if (!(value >= -kMostFloat && value <= kMostFloat)) return false;
  }
  return true;
}

bool read_int8(ByteReader& in, std::size_t count, Array<std::int16_t>& out) noexcept {
  if (!out.allocate(count)) return false;
  for (std::size_t i = 0; i < count; ++i) out[i] = in.i8();
  return true;
}

/// scales, biases, weights
Status read_layer(ByteReader& in, std::size_t rows, std::size_t columns, Layer& out) noexcept {
  out.rows = rows;
  out.columns = columns;
  if (!read_floats(in, rows, out.scales) || !read_floats(in, rows, out.biases) ||
      !read_int8(in, rows * columns, out.weights)) {
    return Status::OutOfMemory;
  }
  if (!in.ok()) return Status::Truncated;
  return all_finite(out.scales) && all_finite(out.biases) ? Status::Ok : Status::BadValue;
}

}  // namespace

Status Network::read(std::span<const std::byte> section) noexcept {
  ByteReader in{section};
  const std::uint32_t dimensions = in.u32();
  filters_ = in.u32();
  const std::uint32_t hidden = in.u32();
  const std::uint32_t num_scalars = in.u32();
  const std::uint32_t num_logits = in.u32();
  shift_ = in.u32();
  if (!in.ok()) return Status::Truncated;
  if (dimensions != WordRow::kDimensions || num_scalars != kScalars ||
      num_logits != LogitLayout::kCount || filters_ == 0 || filters_ > TurnSums::kMaxFilters ||
      hidden == 0 || hidden > kMaxHidden) {
    return Status::BadCount;
  }
  if (shift_ > 24) return Status::BadValue;
  const std::size_t inputs = 2 * filters_ + WordRow::kDimensions + kScalars;

  if (!flags_.allocate(kFlags * WordRow::kDimensions)) return Status::OutOfMemory;
  for (std::size_t i = 0; i < flags_.size(); ++i) {
    flags_[i] = in.i16();
    if (flags_[i] > 2048 || flags_[i] < -2048) return Status::BadValue;
  }
  if (!conv_biases_.allocate(filters_)) return Status::OutOfMemory;
  for (std::size_t i = 0; i < filters_; ++i) {
    conv_biases_[i] = in.i32();
    if (std::abs(static_cast<double>(conv_biases_[i])) > 1e8) return Status::BadValue;
  }
  if (!read_floats(in, filters_, conv_scales_) || !read_int8(in, filters_ * kWindow, conv_) ||
      !read_floats(in, inputs, input_shifts_) || !read_floats(in, inputs, input_factors_)) {
    return Status::OutOfMemory;
  }
  if (!in.ok()) return Status::Truncated;
  if (!all_finite(conv_scales_) || !all_finite(input_shifts_) || !all_finite(input_factors_)) {
    return Status::BadValue;
  }
  if (const Status status = read_layer(in, hidden, inputs, hidden_); status != Status::Ok) {
    return status;
  }
  if (const Status status = read_layer(in, LogitLayout::kCount, hidden, heads_);
      status != Status::Ok) {
    return status;
  }
  if (const Status status = read_layer(in, WordRow::kDimensions, WordRow::kDimensions, likeness_);
      status != Status::Ok) {
    return status;
  }
  for (float& weight : context_) {
    weight = in.f32();
    if (!(weight >= -kMostFloat && weight <= kMostFloat)) return Status::BadValue;
  }
  return in.ok() ? Status::Ok : Status::Truncated;
}

}  // namespace undertone
