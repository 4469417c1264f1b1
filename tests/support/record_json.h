// Records as JSON, straight from the struct: what a reader of their bytes should see.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/event/update.h"

namespace undertone::test {

inline nlohmann::json json_of(std::uint32_t value) { return value; }
inline nlohmann::json json_of(std::int32_t value) { return value; }
inline nlohmann::json json_of(bool value) { return value; }

template <class Enum>
requires std::is_enum_v<Enum> nlohmann::json json_of(Enum value) {
  return std::string{name_of(value)};
}

template <class Enum>
nlohmann::json json_of(EnumSet<Enum> set) {
  nlohmann::json names = nlohmann::json::array();
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    if (set.contains(static_cast<Enum>(i))) names.push_back(json_of(static_cast<Enum>(i)));
  }
  return names;
}

template <class Enum>
nlohmann::json json_of(const EnumCounts<Enum>& counts) {
  nlohmann::json object = nlohmann::json::object();
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    const auto value = static_cast<Enum>(i);
    if (counts[value] != 0) object[std::string{name_of(value)}] = counts[value];
  }
  return object;
}

template <class Record>
nlohmann::json record_json(const Record& record) {
  nlohmann::json object{{"kind", std::string{Record::kName}}};
  Record::visit(record, [&](std::uint32_t, FieldKind, std::string_view name, const auto& member) {
    if constexpr (requires { member.has_value(); }) {
      if (member) object[std::string{name}] = json_of(*member);
    } else {
      object[std::string{name}] = json_of(member);
    }
  });
  return object;
}

inline nlohmann::json update_json(const Update& update) {
  nlohmann::json events = nlohmann::json::array();
  if (update.user) events.push_back(record_json(*update.user));
  if (update.assistant) events.push_back(record_json(*update.assistant));
  for (std::size_t i = 0; i < update.num_moments; ++i) {
    events.push_back(record_json(update.moments[i]));
  }
  events.push_back(record_json(update.conversation));
  return events;
}

}  // namespace undertone::test
