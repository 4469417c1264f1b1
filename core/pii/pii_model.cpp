// Reads in the order of models/names/FORMAT.md and checks every count before it is used.
#include "core/pii/pii_model.h"

#include <bit>
#include <new>

#include "core/base/byte_cursor.h"
#include "core/base/limits.h"
#include "core/base/word_hash.h"

namespace undertone {
namespace {

constexpr std::uint32_t kMagic = 0x4D4E5455;  // "UTNM"
constexpr std::uint32_t kFormat = 2;
constexpr std::size_t kHeaderBytes = 44;

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

bool PiiModel::is_file(std::span<const std::byte> file) noexcept {
  return ByteReader{file}.u32() == kMagic;
}

Status PiiModel::load(std::span<const std::byte> file) noexcept {
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
  const std::size_t num_cues = in.u32();
  const std::size_t num_cue_sets = in.u32();
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
  if (const Status status = read_cues(in, num_cues, num_cue_sets); status != Status::Ok) {
    return status;
  }
  if (const Status status = read_words(in, num_words); status != Status::Ok) return status;
  if (const Status status = read_features(in, num_features); status != Status::Ok) return status;
  return in.left_bytes() == 0 ? Status::Ok : Status::BadCount;
}

Status PiiModel::read_cues(ByteReader& in, std::size_t count, std::size_t num_sets) noexcept {
  if (count > tables_->cues.kCapacity || num_sets >= tables_->cue_sets.size()) {
    return Status::BadCount;
  }
  for (std::size_t set = 1; set <= num_sets; ++set) {
    const std::uint64_t low = in.u32();
    tables_->cue_sets[set] = std::uint64_t{in.u32()} << 32U | low;
  }
  const std::span<const std::byte> sets = in.bytes(count);
  if (!in.ok()) return Status::Truncated;
  std::uint32_t key = 0;
  for (const std::byte one : sets) {
    key = next_key(in, key);
    const auto set = std::to_integer<std::uint32_t>(one);
    if (key == 0 || key >> tables_->cues.kKeyBits != 0 || set > num_sets) return Status::BadValue;
    tables_->cues.add(key, set);
  }
  return Status::Ok;
}

Status PiiModel::read_words(ByteReader& in, std::size_t count) noexcept {
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

Status PiiModel::read_features(ByteReader& in, std::size_t count) noexcept {
  if (count > tables_->features.kCapacity) return Status::BadCount;
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
    if (key == 0 || key >> tables_->features.kKeyBits != 0 || one > kMask || two > kMask) {
      return Status::BadValue;
    }
    tables_->features.add(key, one << kWeightBits | two);
  }
  return Status::Ok;
}

NameWeights PiiModel::weights_of(std::span<const std::uint32_t> features) const noexcept {
  constexpr std::uint32_t kMask = (1U << kWeightBits) - 1;
  constexpr std::int32_t kZero = 1 << (kWeightBits - 1);
  // First which, then what: a branch for each feature would be guessed wrong too often.
  std::uint32_t held = 0;
  for (std::size_t i = 0; i < features.size(); ++i) {
    held |= (tables_->features.may_hold(features[i]) ? 1U : 0U) << i;
  }
  NameWeights sum;
  for (; held != 0; held &= held - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(held));
    const std::uint32_t entry = tables_->features.find(features[i]);
    if (entry == 0) continue;
    sum.person += static_cast<std::int32_t>(entry >> kWeightBits & kMask) - kZero;
    sum.location += static_cast<std::int32_t>(entry & kMask) - kZero;
  }
  return sum;
}

}  // namespace undertone
