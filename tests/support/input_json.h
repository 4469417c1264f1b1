// Inputs written as JSON, by the names of their fields.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "core/event/decode_input.h"

namespace undertone::test {

inline void read_member(const nlohmann::json& value, std::uint32_t& member) { member = value; }
inline void read_member(const nlohmann::json& value, std::optional<std::uint32_t>& member) {
  member = value.get<std::uint32_t>();
}
template <class Enum>
requires std::is_enum_v<Enum>
void read_member(const nlohmann::json& value, Enum& member) {
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    if (value == std::string{name_of(static_cast<Enum>(i))}) {
      member = static_cast<Enum>(i);
      return;
    }
  }
  throw std::runtime_error("no such enumerator");
}

template <class Record>
Record read_record(const nlohmann::json& object) {
  Record record;
  Record::visit(record, [&object](std::uint32_t, FieldKind, std::string_view name, auto& member) {
    const auto found = object.find(std::string{name});
    if (found != object.end()) read_member(*found, member);
  });
  return record;
}

/// Errors  throws on an unknown kind or enumerator
inline Input read_input(const nlohmann::json& object) {
  const std::string kind = object.at("kind");
  if (kind == MessageInput::kName) return read_record<MessageInput>(object);
  if (kind == ActionInput::kName) return read_record<ActionInput>(object);
  if (kind == EndInput::kName) return read_record<EndInput>(object);
  throw std::runtime_error("no such input");
}

/// The text of a message; "" for other inputs. Parts are repeated as often as they say.
inline std::string read_text(const nlohmann::json& object) {
  const nlohmann::json text = object.value("text", nlohmann::json(""));
  if (text.is_string()) return text;
  std::string whole;
  for (const nlohmann::json& part : text) {
    for (std::size_t i = part.at(1); i > 0; --i) whole += part.at(0).get<std::string>();
  }
  return whole;
}

}  // namespace undertone::test
