#include "core/conversation/snapshot.h"

#include <array>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "core/base/byte_cursor.h"
#include "core/base/enum_counts.h"
#include "core/base/enum_set.h"
#include "core/base/word_hash.h"
#include "core/conversation/fields.h"

namespace undertone {
namespace {

constexpr std::size_t kHeaderBytes = 10;
constexpr std::uint32_t kMagic = 0x56435455;  // "UTCV"

std::uint32_t checksum(std::span<const std::byte> bytes) noexcept {
  std::uint32_t hash = kWordHashSeed;
  for (const std::byte byte : bytes) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(byte));
  }
  return hash;
}

/// Writes any member.
class Saver {
 public:
  explicit Saver(ByteWriter& out) noexcept : out_{out} {}

  template <class T>
  void operator()(const T& value) noexcept {
    if constexpr (std::is_enum_v<T>) {
      out_.u8(static_cast<std::uint8_t>(value));
    } else if constexpr (std::is_same_v<T, float>) {
      out_.f32(value);
    } else if constexpr (sizeof(T) == 1) {
      out_.u8(static_cast<std::uint8_t>(value));
    } else if constexpr (sizeof(T) == 2) {
      out_.u16(value);
    } else if constexpr (sizeof(T) == 8) {
      const auto bits = static_cast<std::uint64_t>(value);
      out_.u32(static_cast<std::uint32_t>(bits));
      out_.u32(static_cast<std::uint32_t>(bits >> 32U));
    } else {
      static_assert(std::is_same_v<T, std::uint32_t>);
      out_.u32(value);
    }
  }
  template <class T>
  void operator()(const std::optional<T>& value) noexcept {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  template <class T, std::size_t kSize>
  void operator()(const std::array<T, kSize>& values) noexcept {
    for (const T& value : values) (*this)(value);
  }
  template <class Enum>
  void operator()(const EnumSet<Enum>& set) noexcept {
    out_.u32(set.bits());
  }
  template <class Enum>
  void operator()(const EnumCounts<Enum>& counts) noexcept {
    for (std::size_t i = 0; i < enum_size<Enum>; ++i) out_.u16(counts[static_cast<Enum>(i)]);
  }

 private:
  ByteWriter& out_;
};

/// Reads any member; a value outside its range is remembered.
class Restorer {
 public:
  explicit Restorer(ByteReader& in) noexcept : in_{in} {}

  [[nodiscard]] bool valid() const noexcept { return valid_; }

  template <class T>
  void operator()(T& value) noexcept {
    if constexpr (std::is_enum_v<T>) {
      const std::uint8_t raw = in_.u8();
      valid_ = valid_ && raw < enum_size<T>;
      value = static_cast<T>(raw < enum_size<T> ? raw : 0);
    } else if constexpr (std::is_same_v<T, bool>) {
      const std::uint8_t raw = in_.u8();
      valid_ = valid_ && raw < 2;
      value = raw == 1;
    } else if constexpr (std::is_same_v<T, float>) {
      value = in_.f32();
      const bool in_range = value >= -1 && value <= 1;
      valid_ = valid_ && in_range;
      if (!in_range) value = 0;
    } else if constexpr (sizeof(T) == 1) {
      value = static_cast<T>(in_.u8());
    } else if constexpr (sizeof(T) == 2) {
      value = in_.u16();
    } else if constexpr (sizeof(T) == 8) {
      const std::uint64_t low = in_.u32();
      value = static_cast<T>(low | std::uint64_t{in_.u32()} << 32U);
    } else {
      static_assert(std::is_same_v<T, std::uint32_t>);
      value = in_.u32();
    }
  }
  template <class T>
  void operator()(std::optional<T>& value) noexcept {
    bool present = false;
    (*this)(present);
    value.reset();
    if (present) (*this)(value.emplace());
  }
  template <class T, std::size_t kSize>
  void operator()(std::array<T, kSize>& values) noexcept {
    for (T& value : values) (*this)(value);
  }
  template <class Enum>
  void operator()(EnumSet<Enum>& set) noexcept {
    const std::uint32_t bits = in_.u32();
    valid_ = valid_ && (enum_size<Enum> == 32 || bits >> enum_size<Enum> == 0);
    set = EnumSet<Enum>::from_bits(bits);
  }
  template <class Enum>
  void operator()(EnumCounts<Enum>& counts) noexcept {
    for (std::size_t i = 0; i < enum_size<Enum>; ++i) counts.set(static_cast<Enum>(i), in_.u16());
  }

 private:
  ByteReader& in_;
  bool valid_ = true;
};

/// Counts that later stages use as bounds, sums that they go on adding to.
bool is_consistent(const Conversation& conversation) noexcept {
  const DialogueMemory& memory = conversation.memory;
  if (!conversation.state.sentiment.is_consistent()) return false;
  for (std::size_t back = 0; back < memory.user_turns.size(); ++back) {
    const UserTurnMemory& turn = memory.user_turns[back];
    if (turn.words.num_words > WordSketch::kWords) return false;
    if (turn.meaning.num_words > Sketch::kWords) return false;
  }
  return memory.answers_since_user <= memory.answers.size() ||
         memory.answers.size() == limits::kAnswerWindow;
}

}  // namespace

Result<std::size_t> save(const Conversation& conversation, std::span<std::byte> out) noexcept {
  if (out.size() < kHeaderBytes) return {.status = Status::NoSpace};
  ByteWriter body{out.subspan(kHeaderBytes)};
  Saver saver{body};
  visit_conversation(conversation, saver);
  if (!body.ok()) return {.status = Status::NoSpace};

  ByteWriter header{out.first(kHeaderBytes)};
  header.u32(kMagic);
  header.u8(kSnapshotVersion);
  header.u8(static_cast<std::uint8_t>(kSchemaVersion));
  header.u32(checksum(body.written()));
  return {.value = kHeaderBytes + body.at_bytes()};
}

Result<Conversation> restore(std::span<const std::byte> bytes) noexcept {
  ByteReader header{bytes};
  const std::uint32_t magic = header.u32();
  const std::uint8_t version = header.u8();
  const std::uint8_t schema = header.u8();
  const std::uint32_t sum = header.u32();
  if (!header.ok()) return {.status = Status::Truncated, .at_bytes = bytes.size()};
  if (magic != kMagic) return {.status = Status::BadMagic};
  if (version != kSnapshotVersion || schema != static_cast<std::uint8_t>(kSchemaVersion)) {
    return {.status = Status::BadVersion, .at_bytes = 4};
  }
  const auto content = bytes.subspan(kHeaderBytes);
  if (checksum(content) != sum) return {.status = Status::BadChecksum, .at_bytes = 6};

  ByteReader body{content};
  Restorer restorer{body};
  Result<Conversation> result;
  visit_conversation(result.value, restorer);
  if (!body.ok())
    result.status = Status::Truncated;
  else if (!restorer.valid())
    result.status = Status::BadValue;
  else if (body.left_bytes() != 0 || !is_consistent(result.value))
    result.status = Status::BadCount;
  if (!result.ok()) result.value = {};
  result.at_bytes = kHeaderBytes + body.at_bytes();
  return result;
}

}  // namespace undertone
