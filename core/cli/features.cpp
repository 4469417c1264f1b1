// `undertone features`: what the models are trained on, from the extractor that they are run with.
#include <simdjson.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>

#include "core/base/turn_numbers.h"
#include "core/cli/commands.h"
#include "core/cli/load_models.h"
#include "core/features/turn_reader.h"
#include "core/text/fold.h"

namespace undertone::cli {
namespace {

using nlohmann::json;

/// Numbers in the order of TurnCounts.
json counts_row(const TurnCounts& counts) {
  return {counts.codepoints,
          counts.tokens,
          counts.words,
          counts.sentences,
          counts.numbers,
          counts.urls,
          counts.entities,
          counts.emoji,
          counts.emoticons,
          counts.quoted_tokens,
          counts.code_blocks,
          counts.all_caps_words,
          counts.stretched_words,
          counts.negations,
          counts.intensifiers,
          counts.exclamation_marks,
          counts.question_marks,
          counts.ellipses,
          counts.ends_with_question ? 1 : 0};
}

/// Writes one row per message; remembers for which words the letter groups were written already.
class FeatureWriter {
 public:
  explicit FeatureWriter(bool with_spelling) : with_spelling_{with_spelling} {}

  json row(Role role, std::string_view raw) {
    turn_->read(role, raw, pii_model_.get());
    const TurnFeatures& features = turn_->features();
    json words = json::array();
    json other = json::object();
    json kinds = json::array();
    json flags = json::array();
    json subwords = json::object();
    json spelling = json::object();
    std::size_t index = 0;
    for (const TurnWord& word : features.words()) {
      words.push_back(word.hash);
      kinds.push_back(static_cast<int>(word.kind));
      flags.push_back(word.flags);
      if (word.other_hash != word.hash) other[std::to_string(index)] = word.other_hash;
      if (seen_.insert(word.hash).second) {
        const std::string key = std::to_string(word.hash);
        const std::span<const std::uint32_t> groups = features.subwords(word);
        if (!groups.empty()) subwords[key] = groups;
        if (with_spelling_) spelling[key] = spell(turn_->tokens()[index], turn_->text());
      }
      ++index;
    }
    json out = {{"words", words}, {"kinds", kinds}, {"flags", flags}};
    out["counts"] = counts_row(features.counts);
    if (!other.empty()) out["other"] = other;
    if (!subwords.empty()) out["subwords"] = subwords;
    if (!spelling.empty()) out["spelling"] = spelling;
    return out;
  }

 private:
  static std::string spell(const Token& token, std::string_view text) {
    FoldBuffer buffer;
    return std::string{fold(token.span.of(text), buffer)};
  }

  bool with_spelling_;
  std::unique_ptr<PiiModel> pii_model_ = load_pii_model("");
  std::unique_ptr<TurnReader> turn_ = std::make_unique<TurnReader>();
  std::unordered_set<std::uint32_t> seen_;
};

int run(bool with_spelling) {
  FeatureWriter writer{with_spelling};
  simdjson::dom::parser parser;
  std::string line;
  int status = kExitOk;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
    simdjson::dom::element row;
    std::string_view text;
    if (parser.parse(line).get(row) != simdjson::SUCCESS ||
        row["text"].get(text) != simdjson::SUCCESS) {
      std::cerr << "line " << number << ": not a JSON object with a \"text\"\n";
      std::cout << "{\"error\":\"bad line\"}\n";
      status = kExitBadInput;
      continue;
    }
    std::string_view role;
    const bool answers = row["role"].get(role) == simdjson::SUCCESS && role == "assistant";
    std::cout << writer.row(answers ? Role::Assistant : Role::User, text).dump() << '\n';
  }
  return status;
}

}  // namespace

Subcommand add_features(CLI::App& application) {
  CLI::App* app = application.add_subcommand(
      "features", "For training: JSONL with \"text\" (and \"role\") in, features as JSONL out");
  app->group("");  // not listed by --help
  auto with_spelling = std::make_shared<bool>(false);
  app->add_flag("--spelling", *with_spelling,
                "add the folded spelling of each word when it first occurs (prints text!)");
  return {app, [with_spelling] { return run(*with_spelling); }};
}

}  // namespace undertone::cli
