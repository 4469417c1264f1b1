// `undertone similar`: pairs of user messages as JSONL in, how the later relates to the earlier
// out.
#include <simdjson.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/cli/json_lines.h"
#include "core/cli/json_text.h"
#include "core/cli/load_models.h"
#include "core/conversation/conversation.h"

namespace undertone::cli {
namespace {

using Json = nlohmann::ordered_json;
using simdjson::dom::element;

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> models;
};

struct Between {
  Role role = Role::Assistant;
  std::string text;
};

struct Pair {
  std::string earlier;
  std::string later;
  /// none: an answer that did not satisfy is assumed
  std::vector<Between> between;
};

bool read_text(element row, const char* key, std::string& out) {
  std::string_view text;
  if (row[key].get_string().get(text) != simdjson::SUCCESS) return false;
  out = text;
  return true;
}

/// Output  empty, or what is wrong
std::string read_pair(element row, Pair& pair) {
  pair = {};
  if (!row.is_object()) return "no JSON object";
  if (!read_text(row, "a", pair.earlier)) return "no text in \"a\"";
  if (!read_text(row, "b", pair.later)) return "no text in \"b\"";
  element between;
  if (row["between"].get(between) != simdjson::SUCCESS || between.is_null()) return {};
  if (!between.is_array()) return "\"between\" is no list";
  for (const element message : between.get_array()) {
    Between& one = pair.between.emplace_back();
    std::string role;
    if (!message.is_object() || !read_text(message, "text", one.text)) {
      return "a message without text in \"between\"";
    }
    if (read_text(message, "role", role) && role == name_of(Role::User)) one.role = Role::User;
  }
  return {};
}

/// What the rephrase detector says of the later message.
Json compare(Analyzer& analyzer, const Pair& pair) {
  Conversation conversation;
  const auto say = [&](Role role, std::string_view text, ErrorClass error) {
    MessageInput input;
    input.role = role;
    input.error = error;
    return analyzer.add_message(conversation, input, text);
  };
  static_cast<void>(say(Role::User, pair.earlier, ErrorClass::None));
  // An error stands for any answer that did not satisfy, in every language.
  if (pair.between.empty()) static_cast<void>(say(Role::Assistant, "", ErrorClass::Widget));
  for (const Between& one : pair.between) {
    static_cast<void>(say(one.role, one.text, ErrorClass::None));
  }
  const Update update = say(Role::User, pair.later, ErrorClass::None);
  return {{"score", update.user->rephrase_score / 100.0},
          {"label", name_of(update.user->rephrase_label)}};
}

int compare_file(const std::string& path, Analyzer& analyzer) {
  JsonLines lines{path};
  if (!lines.is_open()) {
    say_errno(path);
    return kExitBadInput;
  }
  int status = kExitOk;
  simdjson::dom::parser parser;
  Line line;
  Pair pair;
  while (lines.next(line)) {
    element row;
    const bool parsed = !line.too_long && parse_json(parser, line.text, row) == simdjson::SUCCESS;
    const std::string reason = line.too_long ? "longer than 256 MiB"
                               : parsed      ? read_pair(row, pair)
                                             : "no JSON";
    Json out;
    if (reason.empty()) {
      out = compare(analyzer, pair);
    } else {
      status = kExitBadInput;
      std::fprintf(stderr, "undertone: line %zu: %s\n", line.number, reason.c_str());
      out = {{"error", reason}, {"line", line.number}};
    }
    const std::string text = out.dump() + '\n';
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) return kExitBadInput;
    if (std::fflush(stdout) != 0) return kExitBadInput;
  }
  if (!lines.failed()) return status;
  say_errno(path);
  return kExitBadInput;
}

int run(const Options& options) {
  Analyzer analyzer;
  if (!load_models(analyzer, options.models)) return kExitUsage;
  int status = kExitOk;
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  for (const std::string& path : files) {
    if (const int one = compare_file(path, analyzer); one != kExitOk) status = one;
    if (std::ferror(stdout) != 0) break;
  }
  return status;
}

}  // namespace

Subcommand add_similar(CLI::App& application) {
  const auto options = std::make_shared<Options>();
  CLI::App* app = application.add_subcommand(
      "similar", "Whether a user message asks again what an earlier one asked: JSONL in and out");
  app->add_option("FILE", options->files, "files to read; standard input without any, or as -");
  app->add_option("--model", options->models,
                  "model file to use instead of the built-in one of its language")
      ->allow_extra_args(false)
      ->type_name("FILE");
  app->footer(
      "Input, a pair a line:\n"
      "  {\"a\": \"where is my order\", \"b\": \"i asked where my parcel is\",\n"
      "   \"between\": [{\"role\": \"assistant\", \"text\": \"Our shop opens at nine.\"}]}\n"
      "Without `between` an answer that did not satisfy is assumed.");
  return {app, [options] { return run(*options); }};
}

}  // namespace undertone::cli
