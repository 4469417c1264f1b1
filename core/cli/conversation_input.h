// One line of `undertone score`: a conversation as JSON, checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event/event.gen.h"
#include "core/model/scores.h"

namespace undertone::cli {

struct InputMessage {
  /// role, times and errors as the core takes them
  MessageInput input;
  std::string text;
  /// what the user did with an answer, where the log knows it
  std::vector<ActionInput> actions;
  /// what a deep model said of it
  std::optional<DeepScores> deep;
};

struct InputConversation {
  /// string, number or null, as given
  nlohmann::ordered_json id;
  std::vector<InputMessage> messages;
  /// the scalar members of `attributes`; null without any
  nlohmann::ordered_json attributes;
};

/// Reads conversations. Keeps its buffers from line to line.
///
///   {"id": "c1", "messages": [{"role": "user", "text": "...", "time_ms": 0}, ...],
///    "attributes": {"bot.model": "m-1"}}
///
/// A message may also have latency_ms, first_token_ms, stalls, edits, error (a name of ErrorClass),
/// read_ms, actions ({"copied": 1}) and deep (the probabilities of DeepScores; `npx undertone deep`
/// adds them). Unknown keys are ignored, the last of equal keys counts.
/// Times may be Unix milliseconds: only differences to the first one are kept. The roles
/// "developer" and "function" read as "system" and "tool".
class ConversationReader {
 public:
  ConversationReader();
  ~ConversationReader();
  ConversationReader(const ConversationReader&) = delete;  // owns a parser
  ConversationReader& operator=(const ConversationReader&) = delete;

  /// Reads one line into `conversation`.
  ///
  /// Input   any bytes, with JsonLines::kPaddingBytes readable after them
  /// Output  empty, or what is wrong: a reason that never quotes the line
  [[nodiscard]] std::string read(std::string_view line, InputConversation& conversation);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace undertone::cli
