#include "core/event/encode.h"

#include "core/base/limits.h"
#include "core/event/wire.h"

namespace undertone {
namespace {

/// Writes each field that says something; an optional one also where it is zero.
class FieldWriter {
 public:
  explicit FieldWriter(VarintWriter& out) noexcept : out_{out} {}

  /// Inlined, so that the names of fields stay out of the binary.
  template <class Member>
  [[gnu::always_inline]] void operator()(std::uint32_t id, FieldKind, const char*,
                                         const Member& member) noexcept {
    write(id, member);
  }

 private:
  void put(std::uint32_t id, std::uint32_t value) noexcept {
    out_.put_varint(id);
    out_.put_varint(value);
  }
  void write(std::uint32_t id, std::uint32_t value) noexcept {
    if (value != 0) put(id, value);
  }
  void write(std::uint32_t id, std::int32_t value) noexcept { write(id, zigzag(value)); }
  void write(std::uint32_t id, bool value) noexcept { write(id, std::uint32_t{value}); }
  void write(std::uint32_t id, const std::optional<std::uint32_t>& value) noexcept {
    if (value) put(id, *value);
  }
  void write(std::uint32_t id, const std::optional<std::int32_t>& value) noexcept {
    if (value) put(id, zigzag(*value));
  }
  template <class Enum>
  void write(std::uint32_t id, EnumSet<Enum> set) noexcept {
    write(id, set.bits());
  }
  template <class Enum>
  void write(std::uint32_t id, const EnumCounts<Enum>& counts) noexcept {
    if (counts.empty()) return;
    put(id, counts.kinds());
    for (std::uint32_t i = 0; i < counts.kSize; ++i) {
      const std::uint32_t count = counts[static_cast<Enum>(i)];
      if (count != 0) put(i, count);
    }
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void write(std::uint32_t id, Enum value) noexcept {
    write(id, static_cast<std::uint32_t>(value));
  }

  VarintWriter& out_;
};

/// Upper bound of a record's size, so that a full update is known to fit.
template <class Event>
constexpr std::size_t max_bytes() {
  std::size_t sum = 2 * kMaxVarintBytes;
  Event event;
  Event::visit(event, [&sum](std::uint32_t, FieldKind, const char*, auto& member) {
    sum += 2 * kMaxVarintBytes;
    if constexpr (requires { member.kinds(); }) sum += member.kSize * 2 * kMaxVarintBytes;
  });
  return sum;
}
static_assert(max_bytes<UserMessageEvent>() + enum_size<Moment> * max_bytes<MomentEvent>() +
                  max_bytes<ConversationEvent>() <=
              limits::kEventBytes);
static_assert(max_bytes<AssistantMessageEvent>() + enum_size<Moment> * max_bytes<MomentEvent>() +
                  max_bytes<ConversationEvent>() <=
              limits::kEventBytes);

template <class Event>
void append(const Event& event, VarintWriter& out) noexcept {
  out.put_varint(Event::kCode);
  const std::size_t begin = out.size_bytes();
  Event::visit(event, FieldWriter{out});
  out.put_length_before(begin);
}

}  // namespace

Result<std::size_t> encode(const Update& update, std::span<std::byte> out) noexcept {
  VarintWriter writer{out};
  if (update.user) append(*update.user, writer);
  if (update.assistant) append(*update.assistant, writer);
  for (std::size_t i = 0; i < update.num_moments; ++i) append(update.moments[i], writer);
  append(update.conversation, writer);
  return {writer.status(), writer.size_bytes(), writer.size_bytes()};
}

}  // namespace undertone
