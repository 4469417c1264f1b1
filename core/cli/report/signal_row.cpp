#include "core/cli/report/signal_row.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "core/cli/json_text.h"

namespace undertone::cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr double kHourMs = 3600000;
/// A number beyond is none, whoever wrote it: all that is computed from these stays exact.
constexpr double kMostTimeMs = 1e15;
constexpr double kMostDurationMs = 4294967295;
/// Sums of two counts fit into 32 bits.
constexpr double kMostCount = 2e9;
/// A label longer than this is no label; keeps memory bounded.
constexpr std::size_t kLabelBytes = 256;

/// A number from 0 to `most`.
std::optional<double> number(object fields, std::string_view key, double most) {
  double value = 0;
  if (fields[key].get_double().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value >= 0 && value <= most ? std::optional{value} : std::nullopt;
}

std::uint32_t count(object fields, std::string_view key) {
  return static_cast<std::uint32_t>(number(fields, key, kMostCount).value_or(0));
}

std::string label(element value) {
  std::string_view text;
  if (value.get_string().get(text) == simdjson::SUCCESS) {
    std::size_t size = std::min(text.size(), kLabelBytes);
    // Not in the middle of a code point.
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    return std::string{text.substr(0, size)};
  }
  return value.is_number() ? simdjson::minify(value) : std::string{};
}

std::string label(object fields, std::string_view key) {
  element value;
  return fields[key].get(value) == simdjson::SUCCESS ? label(value) : std::string{};
}

std::string& at(SignalRow& row, Dimension dimension) {
  return row.values[static_cast<std::size_t>(dimension)];
}

bool read_outcome(object fields, Outcome& outcome) {
  const std::string name = label(fields, "outcome");
  const auto found = std::find(kOutcomeNames.begin(), kOutcomeNames.end(), name);
  if (found == kOutcomeNames.end()) return false;
  outcome = static_cast<Outcome>(found - kOutcomeNames.begin());
  return true;
}

void read_risk(object fields, EnumSet<Risk>& risk) {
  array names;
  if (fields["risk"].get_array().get(names) != simdjson::SUCCESS) return;
  for (const element name : names) {
    const auto found = std::find(kRiskNames.begin(), kRiskNames.end(), label(name));
    if (found != kRiskNames.end()) risk.insert(static_cast<Risk>(found - kRiskNames.begin()));
  }
}

/// What scored conversations and events name alike.
bool read_summary(object fields, SignalRow& row) {
  if (!read_outcome(fields, row.outcome)) return false;
  row.user_turns = count(fields, "user_turns");
  row.assistant_turns = count(fields, "assistant_turns");
  row.scored_turns = count(fields, "scored_turns");
  row.strong_turns = count(fields, "strong_turns");
  row.rephrased_turns = count(fields, "repeats") + count(fields, "rephrases");
  row.fallbacks = count(fields, "fallbacks");
  row.errors = count(fields, "errors");
  row.loops = count(fields, "loops");
  bool stalled = false;
  row.stalled = fields["stalled"].get_bool().get(stalled) == simdjson::SUCCESS && stalled;
  read_risk(fields, row.risk);
  row.response_p50_ms = number(fields, "response_p50_ms", kMostDurationMs);
  at(row, Dimension::Lang) = label(fields, "lang");
  return true;
}

std::string label_in(object fields, std::string_view part) {
  object parts;
  return fields[part].get_object().get(parts) == simdjson::SUCCESS ? label(parts, "label") : "";
}

/// What a message says of the request that is open.
void note(object message, Failure& failure) {
  const std::string rephrase = label_in(message, "rephrase");
  const std::string frustration = label_in(message, "frustration");
  failure.rephrased |= rephrase == "repeat" || rephrase == "rephrase";
  failure.frustrated |= frustration == "mild" || frustration == "strong";
  failure.escalated |= label(message, "act") == name_of(Act::Escalate);
}

/// The topics of the messages, and the one that most messages have; `none` only if none has one.
void read_topics(object fields, SignalRow& row) {
  array messages;
  if (fields["messages"].get_array().get(messages) != simdjson::SUCCESS) return;
  std::map<std::string, std::uint32_t> counts;
  for (const element message : messages) {
    object parts;
    if (message.get_object().get(parts) != simdjson::SUCCESS) continue;
    std::string topic = label(parts, "topic");
    if (topic.empty()) continue;
    if (topic != "none") {
      ++counts[topic];
      if (row.topics.empty() || row.topics.back().topic != topic) {
        row.topics.push_back({std::move(topic), {}});
      }
    }
    if (!row.topics.empty()) note(parts, row.topics.back().failure);
  }
  if (!row.topics.empty()) {
    Failure& last = row.topics.back().failure;
    last.gave_up = row.outcome == Outcome::Abandoned;
    last.escalated |= row.outcome == Outcome::Escalated;
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  at(row, Dimension::Topic) = most == counts.end() ? "none" : most->first;
}

void read_attributes(object fields, SignalRow& row) {
  object attributes;
  if (fields["attributes"].get_object().get(attributes) != simdjson::SUCCESS) return;
  for (const auto [key, value] : attributes) {
    std::string_view name = key;
    if (name == "bot" || name == "bot.id" || name == "bot_id")
      at(row, Dimension::Bot) = label(value);
    if (name.substr(0, 4) == "bot." || name.substr(0, 4) == "bot_") name.remove_prefix(4);
    if (name == "model") at(row, Dimension::Model) = label(value);
    if (name == "variant") at(row, Dimension::Variant) = label(value);
    if (name == "prompt_version") at(row, Dimension::PromptVersion) = label(value);
    if (name == "topic") at(row, Dimension::Topic) = label(value);
  }
  if (const auto time = number(attributes, "time_ms", kMostTimeMs)) row.time_ms = time;
}

RowKind read_scored(object fields, object summary, SignalRow& row) {
  if (!read_summary(summary, row)) return RowKind::Bad;
  row.id = label(fields, "id");
  row.time_ms = number(summary, "started_ms", kMostTimeMs);
  row.frustration_peak = number(summary, "frustration_peak", 1);
  object experience;
  if (summary["experience"].get_object().get(experience) == simdjson::SUCCESS) {
    row.experience = number(experience, "score", 100);
  }
  read_topics(fields, row);
  read_attributes(fields, row);
  return RowKind::Conversation;
}

RowKind read_event(object fields, SignalRow& row) {
  bool final = false;
  if (label(fields, "kind") != "conversation") return RowKind::Skipped;
  if (fields["final"].get_bool().get(final) != simdjson::SUCCESS || !final) return RowKind::Skipped;
  if (!read_summary(fields, row)) return RowKind::Bad;
  row.id = label(fields, "conversation_id");
  row.time_ms = number(fields, "time_ms", kMostTimeMs);
  row.experience = number(fields, "experience", 100);
  // Events carry hundredths, scored conversations fractions.
  if (const auto peak = number(fields, "frustration_peak", 100)) row.frustration_peak = *peak / 100;
  at(row, Dimension::Bot) = label(fields, "bot_id");
  at(row, Dimension::Model) = label(fields, "bot_model");
  at(row, Dimension::Variant) = label(fields, "bot_variant");
  at(row, Dimension::PromptVersion) = label(fields, "bot_prompt_version");
  return RowKind::Conversation;
}

/// "00" to "23", UTC.
std::string hour_of(double time_ms) {
  const auto hour = static_cast<unsigned>(static_cast<std::int64_t>(time_ms / kHourMs) % 24);
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "%02u", hour);
  return text.data();
}

}  // namespace

struct SignalRowReader::Parts {
  simdjson::dom::parser parser;
};

SignalRowReader::SignalRowReader() : parts_{std::make_unique<Parts>()} {}
SignalRowReader::~SignalRowReader() = default;

RowKind SignalRowReader::read(std::string_view line, SignalRow& row) {
  row = {};
  element root;
  object fields;
  if (parse_json(parts_->parser, line, root) != simdjson::SUCCESS ||
      root.get_object().get(fields) != simdjson::SUCCESS) {
    return RowKind::Bad;
  }
  object summary;
  element kind;
  RowKind result = RowKind::Bad;
  if (fields["conversation"].get_object().get(summary) == simdjson::SUCCESS) {
    result = read_scored(fields, summary, row);
  } else if (fields["kind"].get(kind) == simdjson::SUCCESS) {
    result = read_event(fields, row);
  }
  if (result == RowKind::Conversation && row.time_ms) {
    at(row, Dimension::Hour) = hour_of(*row.time_ms);
  }
  return result;
}

}  // namespace undertone::cli
