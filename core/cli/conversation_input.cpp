#include "core/cli/conversation_input.h"

#include <simdjson.h>

#include <cmath>
#include <optional>
#include <unordered_map>

#include "core/cli/json_lines.h"
#include "core/cli/json_text.h"

namespace undertone::cli {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

static_assert(JsonLines::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

/// What is wrong with a line; empty = nothing.
using Reason = std::string;

Reason in_message(std::size_t index, std::string_view what) {
  return "messages[" + std::to_string(index) + "]" + std::string{what};
}

std::string_view text_of(element value) { return value.get_string().value_unsafe(); }

std::optional<Role> role_named(std::string_view name) {
  for (std::size_t i = 0; i < enum_size<Role>; ++i) {
    if (kRoleNames[i] == name) return static_cast<Role>(i);
  }
  if (name == "developer") return Role::System;
  if (name == "function") return Role::Tool;
  return std::nullopt;
}

template <class Enum, std::size_t kSize>
std::optional<Enum> value_named(const std::array<std::string_view, kSize>& names,
                                std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

/// A number that is no time, count or duration (a string, null, NaN) is not there.
std::optional<double> number(element value) {
  double number = 0;
  if (value.get_double().get(number) != simdjson::SUCCESS || !std::isfinite(number)) return {};
  return number;
}

/// Clamped into what the core counts with; nothing below zero.
std::optional<std::uint32_t> count(element value) {
  const auto given = number(value);
  if (!given || *given < 0) return std::nullopt;
  return static_cast<std::uint32_t>(std::min(*given + 0.5, 4294967295.0));
}

nlohmann::ordered_json scalar(element value) {
  switch (value.type()) {
    case element_type::STRING:
      return std::string{text_of(value)};
    case element_type::INT64:
      return value.get_int64().value_unsafe();
    case element_type::UINT64:
      return value.get_uint64().value_unsafe();
    case element_type::DOUBLE:
      return value.get_double().value_unsafe();
    case element_type::BOOL:
      return value.get_bool().value_unsafe();
    default:
      return nullptr;
  }
}

bool is_scalar(element value) { return !value.is_array() && !value.is_object(); }

std::optional<DeepScores> probabilities(element value) {
  simdjson::dom::array items;
  DeepScores scores{};
  if (value.get_array().get(items) != simdjson::SUCCESS || items.size() != scores.size()) return {};
  std::size_t at = 0;
  for (const element item : items) {
    const auto score = number(item);
    if (!score || *score < 0 || *score > 1) return std::nullopt;
    scores[at++] = static_cast<float>(*score);
  }
  return scores;
}

void read_actions(element value, InputMessage& message) {
  object actions;
  if (value.get_object().get(actions) != simdjson::SUCCESS) return;
  for (const auto field : actions) {
    const auto action = value_named<Action>(kActionNames, field.key);
    const auto times = count(field.value).value_or(0);
    if (!action) continue;
    for (std::uint32_t i = 0; i < std::min(times, 100U); ++i) {
      ActionInput input;
      input.action = *action;
      message.actions.push_back(input);
    }
  }
}

/// Converts Unix or relative milliseconds to those since the first time of the conversation.
class Clock {
 public:
  std::optional<std::uint32_t> since_first(element value) {
    const auto time = number(value);
    if (!time) return std::nullopt;
    if (!first_) first_ = *time;
    const double since = *time - *first_;
    if (since < 0 || since > 4294967295.0) return std::nullopt;
    return static_cast<std::uint32_t>(since);
  }

 private:
  std::optional<double> first_;
};

Reason read_role(element value, MessageInput& input) {
  if (!value.is_string()) return ".role is not a string";
  const auto role = role_named(text_of(value));
  if (!role) return ".role is none of user, assistant, system, tool";
  input.role = *role;
  return {};
}

Reason read_message(element value, Clock& clock, InputMessage& message) {
  message.input = {};
  message.text.clear();
  message.actions.clear();
  message.deep.reset();
  object fields;
  if (value.get_object().get(fields) != simdjson::SUCCESS) return " is not an object";
  bool has_role = false;
  bool has_text = false;
  MessageInput& input = message.input;
  for (const auto [key, member] : fields) {
    if (key == "role") {
      if (Reason reason = read_role(member, input); !reason.empty()) return reason;
      has_role = true;
    } else if (key == "text") {
      if (!member.is_string() && !member.is_null()) return ".text is not a string";
      message.text = member.is_string() ? text_of(member) : std::string_view{};
      has_text = true;
    } else if (key == "time_ms") {
      input.time_ms = clock.since_first(member);
    } else if (key == "latency_ms") {
      input.latency_ms = count(member);
    } else if (key == "first_token_ms") {
      input.first_token_ms = count(member);
    } else if (key == "stalls") {
      input.stalls = count(member).value_or(0);
    } else if (key == "edits") {
      input.edits = count(member).value_or(0);
    } else if (key == "error" && member.is_string()) {
      // An error of a kind that is not on the list is still an error.
      input.error =
          value_named<ErrorClass>(kErrorClassNames, text_of(member)).value_or(ErrorClass::Widget);
    } else if (key == "deep") {
      message.deep = probabilities(member);
      if (!message.deep) return ".deep is no list of probabilities, or of another length";
    } else if (key == "actions") {
      read_actions(member, message);
    } else if (key == "read_ms") {
      if (const auto read_ms = count(member)) {
        ActionInput action;
        action.action = Action::Read;
        action.value = *read_ms;
        message.actions.push_back(action);
      }
    }
  }
  if (!has_role) return ".role is missing";
  if (!has_text && input.error == ErrorClass::None) return ".text is missing";
  return {};
}

Reason read_messages(element value, std::vector<InputMessage>& messages) {
  simdjson::dom::array items;
  if (value.get_array().get(items) != simdjson::SUCCESS) return "messages is not an array";
  Clock clock;
  std::size_t index = 0;
  for (const element item : items) {
    if (index == messages.size()) messages.emplace_back();
    if (Reason reason = read_message(item, clock, messages[index]); !reason.empty()) {
      return in_message(index, reason);
    }
    ++index;
  }
  messages.resize(index);
  return {};
}

void read_attributes(element value, nlohmann::ordered_json& attributes) {
  attributes = nullptr;
  object members;
  if (value.get_object().get(members) != simdjson::SUCCESS) return;
  // Of two with one name the last counts. ordered_json would look through all for each.
  std::unordered_map<std::string_view, std::ptrdiff_t> places;
  nlohmann::ordered_json::object_t list;
  for (const auto [key, member] : members) {
    if (!is_scalar(member)) continue;
    const auto [place, is_new] = places.try_emplace(key, list.end() - list.begin());
    if (is_new) {
      list.emplace_back(std::string{key}, scalar(member));
    } else {
      (list.begin() + place->second)->second = scalar(member);
    }
  }
  if (!list.empty()) attributes = std::move(list);
}

}  // namespace

struct ConversationReader::Parts {
  simdjson::dom::parser parser;
};

ConversationReader::ConversationReader() : parts_{std::make_unique<Parts>()} {}
ConversationReader::~ConversationReader() = default;

std::string ConversationReader::read(std::string_view line, InputConversation& conversation) {
  element root;
  const auto error = parse_json(parts_->parser, line, root);
  if (error == simdjson::DEPTH_ERROR) return "JSON is nested too deeply";
  if (error != simdjson::SUCCESS) return "not valid JSON";

  object fields;
  if (root.get_object().get(fields) != simdjson::SUCCESS) return "not a JSON object";
  conversation.id = nullptr;
  conversation.attributes = nullptr;
  bool has_messages = false;
  for (const auto [key, member] : fields) {
    if (key == "id") {
      if (!is_scalar(member)) return "id is neither a string nor a number";
      conversation.id = scalar(member);
    } else if (key == "messages") {
      if (Reason reason = read_messages(member, conversation.messages); !reason.empty()) {
        return reason;
      }
      has_messages = true;
    } else if (key == "attributes") {
      read_attributes(member, conversation.attributes);
    }
  }
  return has_messages ? Reason{} : Reason{"messages is missing"};
}

}  // namespace undertone::cli
