// `undertone score`: conversations as JSONL in, their signals as JSONL out.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/cli/commands.h"
#include "core/cli/conversation_input.h"
#include "core/cli/deep_filter.h"
#include "core/cli/files.h"
#include "core/cli/json_lines.h"
#include "core/cli/json_output.h"
#include "core/cli/load_models.h"
#include "core/cli/progress.h"
#include "core/cli/topics/taxonomy.h"
#include "core/conversation/conversation.h"

namespace undertone::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> models;
  std::string taxonomy;
  /// empty: the core alone
  std::string deep;
};

/// Runs one conversation after the other through the analyzer.
class Scorer {
 public:
  /// `labels`: names of the site's topics; without any, topics are themes
  Scorer(Analyzer& analyzer, const std::vector<std::string>& labels)
      : analyzer_{analyzer}, labels_{labels} {}

  [[nodiscard]] Json score(const InputConversation& input) {
    Conversation conversation;
    moments_ = Json::array();
    user_turns_.clear();
    Json messages = Json::array();
    for (const InputMessage& message : input.messages)
      messages.push_back(row(conversation, message));

    EndInput end;
    end.reason = EndReason::Idle;
    const Update last = analyzer_.end(conversation, end);
    take_moments(last);

    Json out{{"id", input.id}};
    if (!input.attributes.is_null()) out["attributes"] = input.attributes;
    out["messages"] = std::move(messages);
    Json summary = to_json(last.conversation, std::move(moments_));
    summary["unfulfilled"] = conversation.state.unfulfilled;
    out["conversation"] = std::move(summary);
    return out;
  }

 private:
  Json row(Conversation& conversation, const InputMessage& message) {
    const std::uint32_t index = conversation.state.next_turn_index;
    Update update = analyzer_.add_message(conversation, message.input, message.text,
                                          message.deep ? &*message.deep : nullptr);
    take_moments(update);
    if (update.user) {
      user_turns_.push_back(index);
      Json out = to_json(*update.user, user_turns_);
      if (!labels_.empty()) {
        out["topic"] = update.user->topic == 0 ? "none" : labels_[update.user->topic - 1];
      }
      return out;
    }
    if (!update.assistant) return {{"index", index}, {"role", name_of(message.input.role)}};
    AssistantMessageEvent answer = *update.assistant;
    for (const ActionInput& action : message.actions) {
      update = analyzer_.add_action(conversation, action);
      take_moments(update);
      if (update.assistant) answer = *update.assistant;
    }
    Json out = to_json(answer);
    out["unfulfilled"] = conversation.state.find_answer(std::nullopt)->signals.unfulfilled;
    return out;
  }

  void take_moments(const Update& update) {
    for (std::size_t i = 0; i < update.num_moments; ++i) {
      moments_.push_back(to_json(update.moments[i]));
    }
  }

  Analyzer& analyzer_;
  const std::vector<std::string>& labels_;
  Json moments_;
  std::vector<std::uint32_t> user_turns_;
};

/// Writes a row at once: whoever reads the pipe may be waiting for it.
bool write_row(const Json& row) {
  const std::string text = row.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
         std::fflush(stdout) == 0;
}

/// Where a line stands, for people: "line 3", or "chats.jsonl: line 3".
std::string place_of(const std::string& path, const Line& line) {
  const std::string place = "line " + std::to_string(line.number);
  return path == "-" ? place : path + ": " + place;
}

void report(const std::string& path, int& exit_status) {
  say_errno(path);
  exit_status = kExitBadInput;
}

/// Scores the lines of one file, or what a filter makes of them; false if the reader has gone.
bool score_lines(const std::string& path, JsonLines& lines, Scorer& scorer,
                 ConversationReader& reader, Progress& progress, int& exit_status) {
  Line line;
  InputConversation input;
  while (lines.next(line)) {
    const std::string reason =
        line.too_long ? "longer than 256 MiB" : reader.read(line.text, input);
    if (!reason.empty()) {
      const std::string place = place_of(path, line);
      std::fprintf(stderr, "undertone: %s: %s\n", place.c_str(), reason.c_str());
      exit_status = kExitBadInput;
      if (!write_row({{"error", reason}, {"line", line.number}})) return false;
      continue;
    }
    if (!write_row(scorer.score(input))) return false;
    progress.add(1, input.messages.size());
  }
  if (lines.failed()) report(path, exit_status);
  return true;
}

/// Scores one file; false if its reader has gone.
bool score_file(const std::string& path, const std::string& deep, Scorer& scorer,
                ConversationReader& reader, Progress& progress, int& exit_status) {
  JsonLines lines{path};
  if (!lines.is_open()) {
    report(path, exit_status);
    return true;
  }
  if (deep.empty()) return score_lines(path, lines, scorer, reader, progress, exit_status);
  DeepFilter filter{lines.descriptor(), deep};
  if (filter.output() < 0) {
    report("node", exit_status);
    return true;
  }
  bool has_reader = false;
  {
    JsonLines filtered{filter.output()};
    has_reader = score_lines(path, filtered, scorer, reader, progress, exit_status);
  }
  if (has_reader && !filter.finish()) {
    std::fprintf(stderr, "undertone: %s: the deep model could not be run\n", deep.c_str());
    exit_status = kExitBadInput;
  }
  return has_reader;
}

int run_score(const Options& options) {
  if (!options.deep.empty()) {
    if (const std::string missing = deep_is_missing(options.deep); !missing.empty()) {
      std::fprintf(stderr, "undertone: %s\n", missing.c_str());
      return kExitUsage;
    }
  }
  Analyzer analyzer;
  if (!load_models(analyzer, options.models)) return kExitUsage;
  std::vector<std::string> labels;
  if (!options.taxonomy.empty() && !load_taxonomy(analyzer, options.taxonomy, labels)) {
    return kExitUsage;
  }
  Scorer scorer{analyzer, labels};
  ConversationReader reader;
  Progress progress;
  int exit_status = kExitOk;
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  for (const std::string& path : files) {
    if (!score_file(path, options.deep, scorer, reader, progress, exit_status)) {
      return kExitBadInput;
    }
  }
  return exit_status;
}

}  // namespace

Subcommand add_score(CLI::App& application) {
  auto options = std::make_shared<Options>();
  CLI::App* app = application.add_subcommand(
      "score", "Score conversations: JSONL in, one line per conversation, JSONL out");
  app->add_option("FILE", options->files, "files to read; standard input without any, or as -");
  app->add_option("--model", options->models,
                  "model file to use instead of the built-in one of its language")
      ->allow_extra_args(false)
      ->type_name("FILE");
  app->add_option("--taxonomy", options->taxonomy,
                  "topics of the site: JSON, {\"label\": [\"example\", ...], ...}")
      ->type_name("FILE");
  app->add_option(
         "--deep", options->deep,
         "deep model (models/deep/en/model.onnx) that has a second look at doubtful turns; "
         "needs Node")
      ->type_name("MODEL");
  app->footer(
      "Input, a conversation a line:\n"
      "  {\"id\": \"c1\", \"messages\": [{\"role\": \"user\", \"text\": \"hi\", \"time_ms\": 0}]}\n"
      "Optional per message: latency_ms, first_token_ms, stalls, edits, error, actions, read_ms.\n"
      "A line that cannot be read becomes {\"error\": ...}; the exit status is then 1.");
  return {app, [options] { return run_score(*options); }};
}

}  // namespace undertone::cli
