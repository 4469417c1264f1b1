// The section Network, every count checked before it is used. Order and shapes: FORMAT.md.
#include <cmath>

#include "core/base/byte_cursor.h"
#include "core/model/kernels.h"
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

bool read_weights(ByteReader& in, Layer& out, std::size_t columns) noexcept {
  if (!out.weights.allocate(padded_rows(out.rows) * out.columns)) return false;
  for (std::size_t row = 0; row < out.rows; ++row) pack_row(in, row, columns, out.weights.data());
  return true;
}

/// scales, biases, weights
Status read_layer(ByteReader& in, std::size_t rows, std::size_t columns, Layer& out) noexcept {
  out.rows = rows;
  out.columns = padded_columns(columns);
  if (!read_floats(in, rows, out.scales) || !read_floats(in, rows, out.biases) ||
      !read_weights(in, out, columns)) {
    return Status::OutOfMemory;
  }
  if (!in.ok()) return Status::Truncated;
  return all_finite(out.scales) && all_finite(out.biases) ? Status::Ok : Status::BadValue;
}

}  // namespace

void pack_row(ByteReader& in, std::size_t row, std::size_t columns, std::int16_t* to) noexcept {
  for (std::size_t i = 0; i < columns; ++i) {
    to[packed_index(row, i, padded_columns(columns))] = in.i8();
  }
}

Status Filters::read(ByteReader& in, std::size_t count, std::uint32_t shift) noexcept {
  if (count == 0 || count > TurnSums::kMaxFilters) return Status::BadCount;
  if (shift > 24) return Status::BadValue;
  count_ = count;
  stride_ = padded_rows(count);
  shift_ = static_cast<std::int32_t>(shift);
  const std::size_t part = 3 * stride_ + kDimensions;
  if (!flags_.allocate(kFlags * kDimensions) || !biases_.allocate(stride_) ||
      !weights_.allocate(3 * stride_ * kDimensions) || !keys_.allocate(kKept) ||
      !parts_.allocate((kKept + 2) * part)) {
    return Status::OutOfMemory;
  }
  for (std::size_t i = 0; i < flags_.size(); ++i) {
    flags_[i] = in.i16();
    if (flags_[i] > 2048 || flags_[i] < -2048) return Status::BadValue;
  }
  for (std::size_t f = 0; f < count; ++f) {
    biases_[f] = in.i32();
    if (std::abs(static_cast<double>(biases_[f])) > 1e8) return Status::BadValue;
  }
  if (!read_floats(in, count, scales_)) return Status::OutOfMemory;
  if (!all_finite(scales_)) return Status::BadValue;
  for (std::size_t f = 0; f < count; ++f) {
    // In the file the word before comes first.
    for (std::size_t place = 3; place-- > 0;) {
      pack_row(in, place * stride_ + f, kDimensions, weights_.data());
    }
  }
  return Status::Ok;
}

Status Network::read(std::span<const std::byte> section) noexcept {
  ByteReader in{section};
  const std::uint32_t dimensions = in.u32();
  const std::uint32_t filters = in.u32();
  const std::uint32_t hidden = in.u32();
  const std::uint32_t num_scalars = in.u32();
  const std::uint32_t num_logits = in.u32();
  const std::uint32_t shift = in.u32();
  if (!in.ok()) return Status::Truncated;
  if (dimensions != WordRow::kDimensions || num_scalars != kScalars ||
      num_logits != LogitLayout::kCount || hidden == 0 || hidden > kMaxHidden) {
    return Status::BadCount;
  }
  if (const Status status = filters_.read(in, filters, shift); status != Status::Ok) {
    return status;
  }
  const std::size_t inputs = 2 * filters + WordRow::kDimensions + kScalars;
  if (!read_floats(in, inputs, input_shifts_) || !read_floats(in, inputs, input_factors_)) {
    return Status::OutOfMemory;
  }
  if (!in.ok()) return Status::Truncated;
  if (!all_finite(input_shifts_) || !all_finite(input_factors_)) {
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
