#include "core/event/encode.h"

#include <cstring>
#include <optional>

#include "core/base/limits.h"
#include "core/event/wire.h"

namespace undertone {
namespace {

template <class Value>
Value read_at(const std::byte* place) noexcept {
  Value value;
  std::memcpy(&value, place, sizeof value);
  return value;
}

void put(std::uint32_t id, std::uint32_t value, VarintWriter& out) noexcept {
  out.put_varint(id);
  out.put_varint(value);
}

void put_counts(const Field& field, const std::byte* place, VarintWriter& out) noexcept {
  const auto count_at = [place](std::uint32_t i) {
    return std::uint32_t{read_at<std::uint16_t>(place + i * sizeof(std::uint16_t))};
  };
  std::uint32_t kinds = 0;
  for (std::uint32_t i = 0; i < field.num_values; ++i) kinds += count_at(i) != 0 ? 1U : 0U;
  if (kinds == 0) return;
  put(field.id, kinds, out);
  for (std::uint32_t i = 0; i < field.num_values; ++i) {
    if (count_at(i) != 0) put(i, count_at(i), out);
  }
}

/// Writes each field that says something; an optional one also where it is zero.
void put_fields(const std::byte* record, std::span<const Field> fields,
                VarintWriter& out) noexcept {
  for (const Field& field : fields) {
    const std::byte* place = record + field.offset_bytes;
    std::uint32_t value = 0;
    bool is_said = false;
    switch (field.held) {
      case Held::Byte:
        value = read_at<std::uint8_t>(place);
        break;
      case Held::Uint:
      case Held::Set:
        value = read_at<std::uint32_t>(place);
        break;
      case Held::Int:
        value = zigzag(read_at<std::int32_t>(place));
        break;
      case Held::OptionalUint: {
        const auto given = read_at<std::optional<std::uint32_t>>(place);
        is_said = given.has_value();
        value = given.value_or(0);
        break;
      }
      case Held::OptionalInt: {
        const auto given = read_at<std::optional<std::int32_t>>(place);
        is_said = given.has_value();
        value = zigzag(given.value_or(0));
        break;
      }
      case Held::Counts:
        put_counts(field, place, out);
        break;
    }
    if (is_said || value != 0) put(field.id, value, out);
  }
}

/// Upper bound of a record's size, so that a full update is known to fit.
template <class Event>
constexpr std::size_t max_bytes() {
  std::size_t num_varints = 2;
  for (const Field& field : kFields<Event>) {
    num_varints += 2;
    if (field.held == Held::Counts) num_varints += std::size_t{2} * field.num_values;
  }
  return num_varints * kMaxVarintBytes;
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
  put_fields(reinterpret_cast<const std::byte*>(&event), kFields<Event>, out);
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
