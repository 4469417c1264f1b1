#include "tests/support/event_reader.h"

#include <fstream>
#include <stdexcept>
#include <string>

namespace undertone::test {
namespace {

using nlohmann::json;

const json& schema() {
  static const json loaded =
      json::parse(std::ifstream{UNDERTONE_SOURCE_DIR "/core/event/schema.json"});
  return loaded;
}

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_{bytes} {}

  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    std::uint64_t factor = 1;
    for (int i = 0; i < 5; ++i, factor *= 128) {
      if (at_end()) throw std::runtime_error("the bytes end early");
      const auto byte = std::to_integer<std::uint64_t>(bytes_[at_++]);
      value += byte % 128 * factor;
      if (byte >= 128) continue;
      if (byte == 0 && i > 0) throw std::runtime_error("a varint longer than it must be");
      if (value > 0xffffffffU) throw std::runtime_error("a varint over 32 bits");
      return value;
    }
    throw std::runtime_error("a varint that does not end");
  }

  Reader part(std::uint64_t size_bytes) {
    if (size_bytes > bytes_.size() - at_) throw std::runtime_error("a record that ends early");
    Reader inner{bytes_.subspan(at_, size_bytes)};
    at_ += size_bytes;
    return inner;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

json value_of(const json& field, Reader& in) {
  const std::string type = field["type"];
  if (type == "uint") return in.varint();
  if (type == "bool") {
    if (in.varint() != 1) throw std::runtime_error("a bool that is neither absent nor 1");
    return true;
  }
  if (type == "int" || type == "score") {
    const auto raw = static_cast<std::int64_t>(in.varint());
    return raw % 2 == 0 ? raw / 2 : -(raw + 1) / 2;
  }
  const json& names = schema()["enums"][std::string{field["of"]}]["values"];
  if (type == "enum") return names.at(in.varint());
  if (type == "set") {
    json set = json::array();
    std::uint64_t bits = in.varint();
    for (std::size_t i = 0; bits != 0; ++i, bits /= 2) {
      if (bits % 2 == 1) set.push_back(names.at(i));
    }
    return set;
  }
  json counts = json::object();
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    const json& name = names.at(in.varint());
    counts[std::string{name}] = in.varint();
  }
  return counts;
}

json zero_of(const json& field) {
  const std::string type = field["type"];
  if (type == "bool") return false;
  if (type == "set") return json::array();
  if (type == "counts") return json::object();
  if (type == "enum") return schema()["enums"][std::string{field["of"]}]["values"][0];
  return 0;
}

const json& field_with(const json& event, std::uint64_t id) {
  for (const json& field : event["fields"]) {
    if (field["id"] == id) return field;
  }
  throw std::runtime_error("a field that the schema does not have");
}

json read_record(const json& event, Reader in) {
  json record{{"kind", event["name"]}};
  for (const json& field : event["fields"]) {
    if (!field.value("optional", false)) record[std::string{field["name"]}] = zero_of(field);
  }
  std::uint64_t last_id = 0;
  while (!in.at_end()) {
    const std::uint64_t id = in.varint();
    if (id <= last_id) throw std::runtime_error("fields out of order");
    last_id = id;
    const json& field = field_with(event, id);
    const json value = value_of(field, in);
    if (!field.value("optional", false) && value == zero_of(field)) {
      throw std::runtime_error("a zero that should have been left out");
    }
    record[std::string{field["name"]}] = value;
  }
  return record;
}

}  // namespace

json read_events(std::span<const std::byte> bytes) {
  json events = json::array();
  Reader in{bytes};
  while (!in.at_end()) {
    const std::uint64_t code = in.varint();
    const std::uint64_t body_bytes = in.varint();
    const json* found = nullptr;
    for (const json& event : schema()["events"]) {
      if (event["code"] == code) found = &event;
    }
    if (found == nullptr) throw std::runtime_error("an event that the schema does not have");
    events.push_back(read_record(*found, in.part(body_bytes)));
  }
  return events;
}

}  // namespace undertone::test
