// Reads in the order of models/names/FORMAT.md and checks every count before it is used.
#include "core/pii/name_model.h"

#include <new>

#include "core/base/byte_cursor.h"
#include "core/base/limits.h"
#include "core/base/word_hash.h"

namespace undertone {
namespace {

constexpr std::uint32_t kMagic = 0x4D4E5455;  // "UTNM"
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHeaderBytes = 36;

/// The next of a row of ascending keys, or one that is too large if there is none.
std::uint32_t next_key(ByteReader& in, std::uint32_t previous) noexcept {
  std::uint32_t gap = 0;
  for (unsigned shift = 0; shift < 28; shift += 7) {
    const std::uint32_t byte = in.u8();
    gap |= (byte & 0x7FU) << shift;
    if (byte < 0x80U) return previous + gap;
  }
  return ~0U;
}

}  // namespace

bool NameModel::is_file(std::span<const std::byte> file) noexcept {
  return ByteReader{file}.u32() == kMagic;
}

Status NameModel::load(std::span<const std::byte> file) noexcept {
  if (file.size() > limits::kModelBytes) return Status::TooLarge;
  ByteReader in{file};
  const std::uint32_t magic = in.u32();
  const std::uint32_t format = in.u32();
  const std::uint32_t size = in.u32();
  const std::uint32_t expected = in.u32();
  const std::size_t num_words = in.u32();
  const std::size_t num_features = in.u32();
  unit_ = in.f32();
  person_ = {in.i16(), in.i16()};
  location_ = {in.i16(), in.i16()};
  if (!in.ok()) return Status::Truncated;
  if (magic != kMagic) return Status::BadMagic;
  if (format != kFormat) return Status::BadVersion;
  if (size > file.size()) return Status::Truncated;
  if (size != file.size()) return Status::BadCount;
  std::uint32_t checksum = kWordHashSeed;
  for (const std::byte byte : file.subspan(kHeaderBytes)) {
    checksum = word_hash_step(checksum, std::to_integer<std::uint8_t>(byte));
  }
  if (checksum != expected) return Status::BadChecksum;
  // So written that what is no number is refused, too.
  if (!(unit_ > 0 && unit_ <= 1)) return Status::BadValue;
  tables_.reset(new (std::nothrow) Tables);
  if (!tables_) return Status::OutOfMemory;
  if (const Status status = read_words(in, num_words); status != Status::Ok) return status;
  if (const Status status = read_features(in, num_features); status != Status::Ok) return status;
  return in.left_bytes() == 0 ? Status::Ok : Status::BadCount;
}

Status NameModel::read_words(ByteReader& in, std::size_t count) noexcept {
  if (count > in.left_bytes() / 2) return Status::BadCount;
  ByteReader keys = in;
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < count; ++i) key = next_key(in, key);
  key = 0;
  for (std::size_t i = 0; i < count; ++i) {
    key = next_key(keys, key);
    const unsigned classes = in.u8();
    if (key >> kWordBits != 0 || classes > 15) return Status::BadValue;
    std::uint8_t& pair = tables_->classes[key / 2];
    pair = static_cast<std::uint8_t>(pair | classes << (key % 2 * 4));
  }
  return in.ok() ? Status::Ok : Status::Truncated;
}

Status NameModel::read_features(ByteReader& in, std::size_t count) noexcept {
  if (count > tables_->features.size() / 4 * 3) return Status::BadCount;
  ByteReader keys = in;
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < count; ++i) key = next_key(in, key);
  const std::span<const std::byte> person = in.bytes(count);
  const std::span<const std::byte> location = in.bytes(count);
  if (!in.ok()) return Status::Truncated;
  key = 0;
  constexpr std::uint32_t kMask = (1U << kWeightBits) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    key = next_key(keys, key);
    const auto one = std::to_integer<std::uint32_t>(person[i]);
    const auto two = std::to_integer<std::uint32_t>(location[i]);
    if (key == 0 || key >> kFeatureBits != 0 || one > kMask || two > kMask) return Status::BadValue;
    add_feature((key << kWeightBits | one) << kWeightBits | two);
  }
  return Status::Ok;
}

void NameModel::add_feature(std::uint32_t entry) noexcept {
  std::size_t slot = entry >> (32U - kSlotBits);
  while (tables_->features[slot] != 0) slot = (slot + 1) % tables_->features.size();
  tables_->features[slot] = entry;
}

NameWeights NameModel::weights_of(std::uint32_t feature) const noexcept {
  constexpr std::uint32_t kMask = (1U << kWeightBits) - 1;
  constexpr std::int32_t kZero = 1 << (kWeightBits - 1);
  const std::uint32_t key = feature >> (32U - kFeatureBits);
  for (std::size_t slot = feature >> (32U - kSlotBits);;
       slot = (slot + 1) % tables_->features.size()) {
    const std::uint32_t entry = tables_->features[slot];
    if (entry == 0) return {};
    if (entry >> (2 * kWeightBits) == key) {
      return {static_cast<std::int32_t>(entry >> kWeightBits & kMask) - kZero,
              static_cast<std::int32_t>(entry & kMask) - kZero};
    }
  }
}

}  // namespace undertone
