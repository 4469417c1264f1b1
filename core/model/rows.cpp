#include "core/model/rows.h"

#include "core/base/byte_cursor.h"
#include "core/base/limits.h"
#include "core/base/word_hash.h"

namespace undertone {
namespace {

/// Bits of a hash that the file keeps: with 10,000 words one unknown word in 1,700 is mistaken for
/// a known one.
constexpr unsigned kDroppedBits = 32 - KeyIndex::kKeyBits;
constexpr std::size_t kRowBytes = WordRow::kDimensions / 2;
constexpr std::uint32_t kNumberClass = word_hash("<number>");

/// The bucket of a letter group: the upper half of a product spreads better than a remainder.
std::size_t bucket_of(std::uint32_t group, std::size_t buckets) noexcept {
  const std::uint32_t spread = group * 2654435769U;  // 2^32 / golden ratio (Knuth 6.4)
  return static_cast<std::size_t>((std::uint64_t{spread} * buckets) >> 32);
}

/// A gap between keys: seven bits a byte, the last byte without its top bit.
std::uint32_t read_gap(ByteReader& in) noexcept {
  std::uint32_t gap = 0;
  for (unsigned shift = 0; shift < 28; shift += 7) {
    const std::uint32_t byte = in.u8();
    gap |= (byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) break;
  }
  return gap;
}

}  // namespace

Status Rows::read(std::span<const std::byte> words, std::span<const std::byte> embedding) noexcept {
  ByteReader head{words};
  num_words_ = head.u32();
  if (!head.ok()) return Status::Truncated;
  if (num_words_ == 0 || num_words_ > head.left_bytes()) return Status::BadCount;
  if (!keys_.allocate(num_words_ * KeyIndex::kKeyBytes)) return Status::OutOfMemory;
  std::uint32_t key = 0;
  std::byte* to = keys_.data();
  for (std::size_t i = 0; i < num_words_; ++i) {
    const std::uint32_t gap = read_gap(head);
    if (i > 0 && gap == 0) return head.ok() ? Status::BadValue : Status::Truncated;
    key += gap;
    for (unsigned bits = 0; bits < KeyIndex::kKeyBits; bits += 8) {
      *to++ = static_cast<std::byte>(key >> bits);
    }
    if (key >> KeyIndex::kKeyBits != 0) return Status::BadValue;
  }
  if (!head.ok()) return Status::Truncated;
  index_.build(keys_.data(), num_words_);

  ByteReader in{embedding};
  const std::uint32_t count = in.u32();
  num_buckets_ = in.u32();
  const std::uint32_t dimensions = in.u32();
  unit_ = in.f32();
  if (!in.ok()) return Status::Truncated;
  if (count != num_words_ || num_buckets_ == 0 || num_buckets_ > limits::kModelBytes ||
      dimensions != WordRow::kDimensions) {
    return Status::BadCount;
  }
  if (!(unit_ > 0 && unit_ < 1)) return Status::BadValue;
  const std::size_t rows = num_words_ + num_buckets_;
  steps_ = in.bytes(rows);
  importance_ = in.bytes(rows);
  values_ = in.bytes(rows * kRowBytes);
  return in.ok() ? Status::Ok : Status::Truncated;
}

std::size_t Rows::row_of(std::uint32_t hash) const noexcept {
  return index_.find(hash >> kDroppedBits);
}

std::size_t Rows::index_of(const TurnWord& word) const noexcept {
  if (word.kind == WordKind::Number) return row_of(kNumberClass);
  const std::size_t at = row_of(word.hash);
  return at == num_words_ && word.other_hash != word.hash ? row_of(word.other_hash) : at;
}

void Rows::load(std::size_t row, WordRow& out) const noexcept {
  const std::int32_t step = std::to_integer<std::int32_t>(steps_[row]);
  const std::byte* bytes = values_.data() + row * kRowBytes;
  for (std::size_t i = 0; i < kRowBytes; ++i) {
    const std::int32_t both = std::to_integer<std::int32_t>(bytes[i]);
    out.values[2 * i] = static_cast<std::int16_t>(((both & 15) - 8) * step);
    out.values[2 * i + 1] = static_cast<std::int16_t>(((both >> 4) - 8) * step);
  }
  out.importance = std::to_integer<std::uint8_t>(importance_[row]);
}

void Rows::load(std::size_t index, const TurnFeatures& turn, const TurnWord& word,
                WordRow& row) const noexcept {
  if (index < num_words_) return load(index, row);
  row = {};
  const std::span<const std::uint32_t> groups = turn.subwords(word);
  if (groups.empty() || word.kind == WordKind::Number) return;
  std::array<std::int32_t, WordRow::kDimensions> sums{};
  std::int32_t importance = 0;
  WordRow part;
  for (const std::uint32_t group : groups) {
    load(num_words_ + bucket_of(group, num_buckets_), part);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part.values[i];
    importance += part.importance;
  }
  const auto count = static_cast<std::int32_t>(groups.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    row.values[i] = static_cast<std::int16_t>(sums[i] / count);
  }
  row.importance = static_cast<std::uint8_t>(importance / count);
}

}  // namespace undertone
