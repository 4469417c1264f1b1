// `undertone events`: conversations in, the bytes of their events out, for comparing builds.
#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/base/limits.h"
#include "core/cli/commands.h"
#include "core/cli/conversation_input.h"
#include "core/cli/files.h"
#include "core/cli/json_lines.h"
#include "core/cli/load_models.h"
#include "core/conversation/conversation.h"
#include "core/event/encode.h"

namespace undertone::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> models;
  bool without_model = false;
  EndReason end = EndReason::Idle;
};

std::string hex_of(const Update& update) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<std::byte, limits::kEventBytes> room;
  const Result<std::size_t> size = encode(update, room);
  std::string hex;
  for (const std::byte byte : std::span{room}.first(size.value)) {
    hex += kDigits[std::to_integer<std::size_t>(byte) / 16];
    hex += kDigits[std::to_integer<std::size_t>(byte) % 16];
  }
  return hex;
}

/// One update per message, per action and for the end.
nlohmann::ordered_json events_of(Analyzer& analyzer, const InputConversation& input,
                                 EndReason reason) {
  Conversation conversation;
  nlohmann::ordered_json updates = nlohmann::ordered_json::array();
  for (const InputMessage& message : input.messages) {
    updates.push_back(hex_of(analyzer.add_message(conversation, message.input, message.text)));
    for (const ActionInput& action : message.actions) {
      updates.push_back(hex_of(analyzer.add_action(conversation, action)));
    }
  }
  EndInput end;
  end.reason = reason;
  updates.push_back(hex_of(analyzer.end(conversation, end)));
  return {{"id", input.id}, {"updates", std::move(updates)}};
}

std::map<std::string, EndReason> end_reasons() {
  std::map<std::string, EndReason> reasons;
  for (std::size_t i = 0; i < kEndReasonNames.size(); ++i) {
    reasons.emplace(kEndReasonNames[i], static_cast<EndReason>(i));
  }
  return reasons;
}

bool run_file(const std::string& path, const Options& options, Analyzer& analyzer,
              ConversationReader& reader) {
  JsonLines lines{path};
  if (!lines.is_open()) {
    say_errno(path);
    return false;
  }
  Line line;
  InputConversation input;
  while (lines.next(line)) {
    const std::string reason = line.too_long ? "too long" : reader.read(line.text, input);
    if (!reason.empty()) {
      std::fprintf(stderr, "undertone: line %zu: %s\n", line.number, reason.c_str());
      return false;
    }
    if (std::puts(events_of(analyzer, input, options.end).dump().c_str()) < 0) return false;
  }
  if (lines.failed()) say_errno(path);
  return !lines.failed();
}

int run_events(const Options& options) {
  Analyzer analyzer;
  if (!options.without_model && !load_models(analyzer, options.models)) return kExitUsage;
  ConversationReader reader;
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  for (const std::string& path : files) {
    if (!run_file(path, options, analyzer, reader)) return kExitBadInput;
  }
  return kExitOk;
}

}  // namespace

Subcommand add_events(CLI::App& application) {
  auto options = std::make_shared<Options>();
  CLI::App* app = application.add_subcommand(
      "events", "Write the event bytes of conversations in hexadecimal (for developers)");
  app->add_option("FILE", options->files, "files to read; standard input without any, or as -");
  app->add_option("--model", options->models, "model file to use instead of the built-in one");
  app->add_flag("--no-model", options->without_model, "score without any model");
  app->add_option("--end", options->end, "why the conversations end")
      ->transform(CLI::CheckedTransformer(end_reasons(), CLI::ignore_case));
  app->footer(
      "Input as for `score`. Output, a conversation a line:\n"
      "  {\"id\": \"c1\", \"updates\": [\"0106...\"]}\n"
      "One update per message, per action and for the end; bytes as core/event/FORMAT.md says.");
  return {app, [options] { return run_events(*options); }};
}

}  // namespace undertone::cli
