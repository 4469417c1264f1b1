#include "core/event/decode_input.h"

#include "core/event/wire.h"

namespace undertone {
namespace {

/// Fields come in ascending order, so one walk over the schema meets every field of the bytes.
class FieldReader {
 public:
  explicit FieldReader(VarintReader& in) noexcept : in_{in} { take_id(); }

  /// Inlined, so that the names of fields stay out of the binary.
  template <class Member>
  [[gnu::always_inline]] void operator()(std::uint32_t id, FieldKind, const char*,
                                         Member& member) noexcept {
    if (id != next_id_ || in_.status() != Status::Ok) return;
    read(member);
    take_id();
  }

  /// Nothing may be left over: that would be out of order, twice or unknown.
  void finish() noexcept {
    if (next_id_ != kNone) in_.fail(Status::UnknownField);
  }

 private:
  static constexpr std::uint32_t kNone = 0;  // field numbers start at 1

  void take_id() noexcept {
    next_id_ = kNone;
    if (in_.left_bytes() == 0) return;
    next_id_ = in_.take_varint();
    if (next_id_ == kNone) in_.fail(Status::UnknownField);
  }
  void read(std::uint32_t& value) noexcept { value = in_.take_varint(); }
  void read(std::optional<std::uint32_t>& value) noexcept { value = in_.take_varint(); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void read(Enum& value) noexcept {
    const std::uint32_t index = in_.take_varint();
    if (index >= enum_size<Enum>) return in_.fail(Status::BadValue);
    value = static_cast<Enum>(index);
  }

  VarintReader& in_;
  std::uint32_t next_id_ = kNone;
};

template <class Record>
Input read_record(VarintReader& in) noexcept {
  Record record;
  FieldReader fields{in};
  Record::visit(record, fields);
  fields.finish();
  return record;
}

}  // namespace

Result<Input> decode_input(std::span<const std::byte> bytes) noexcept {
  VarintReader in{bytes};
  const std::uint32_t code = in.take_varint();
  const std::uint32_t body_bytes = in.take_varint();
  if (body_bytes > in.left_bytes()) in.fail(Status::Truncated);
  if (body_bytes < in.left_bytes()) in.fail(Status::BadCount);
  Input input;
  if (in.status() == Status::Ok) {
    switch (code) {
      case MessageInput::kCode:
        input = read_record<MessageInput>(in);
        break;
      case ActionInput::kCode:
        input = read_record<ActionInput>(in);
        break;
      case EndInput::kCode:
        input = read_record<EndInput>(in);
        break;
      default:
        in.fail(Status::BadValue);
    }
  }
  return {in.status(), input, in.at_bytes()};
}

}  // namespace undertone
