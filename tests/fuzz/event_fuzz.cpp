// Inputs: any bytes are read or refused, and what is read survives being written again.
// Events: any update is written as an independent reader understands it.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/base/limits.h"
#include "core/event/decode_input.h"
#include "core/event/encode.h"
#include "core/event/wire.h"
#include "tests/support/event_reader.h"
#include "tests/support/filled_update.h"
#include "tests/support/record_json.h"

namespace {

using namespace undertone;

void require(bool holds) {
  if (!holds) std::abort();
}

void append(VarintWriter& out, std::uint32_t id, const std::optional<std::uint32_t>& value) {
  if (!value) return;
  out.put_varint(id);
  out.put_varint(*value);
}
void append(VarintWriter& out, std::uint32_t id, std::uint32_t value) {
  append(out, id, std::optional{value});
}

void read_and_write_again(std::span<const std::byte> bytes) {
  const Result<Input> first = decode_input(bytes);
  if (!first.ok()) {
    require(first.at_bytes <= bytes.size());
    return;
  }
  std::vector<std::byte> room(256);
  VarintWriter out{room};
  std::visit(
      [&out]<class Record>(const Record& record) {
        out.put_varint(Record::kCode);
        const std::size_t begin = out.size_bytes();
        Record::visit(record,
                      [&out](std::uint32_t id, FieldKind, std::string_view, const auto& member) {
                        if constexpr (std::is_enum_v<std::decay_t<decltype(member)>>) {
                          append(out, id, static_cast<std::uint32_t>(member));
                        } else {
                          append(out, id, member);
                        }
                      });
        out.put_length_before(begin);
      },
      first.value);
  require(out.status() == Status::Ok);
  const Result<Input> second = decode_input(std::span{room}.first(out.size_bytes()));
  require(second.ok() && second.value == first.value);
}

void write_and_read_elsewhere(std::span<const std::byte> bytes) {
  std::size_t at = 0;
  test::Filler filler{[&](std::uint64_t bound) {
    std::uint64_t number = 0;
    for (int i = 0; i < 4 && at < bytes.size(); ++i) {
      number = number * 256 + std::to_integer<std::uint64_t>(bytes[at++]);
      if (bound < 256) break;
    }
    return static_cast<std::uint32_t>(number % (bound + 1));
  }};
  const Update update = filler.update();
  std::vector<std::byte> out(limits::kEventBytes);
  const Result<std::size_t> size = encode(update, out);
  require(size.ok());
  require(test::read_events(std::span{out}.first(size.value)) == test::update_json(update));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span bytes = std::as_bytes(std::span{data, size});
  read_and_write_again(bytes);
  write_and_read_elsewhere(bytes);
  return 0;
}
