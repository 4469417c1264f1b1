// `undertone names`: what the model of names is trained on, from the code that it is run with.
#include <simdjson.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/cli/commands.h"
#include "core/cli/load_models.h"
#include "core/pii/find.h"
#include "core/pii/name_features.h"
#include "core/pii/pii_model.h"
#include "core/text/utf8.h"

namespace undertone::cli {
namespace {

using nlohmann::json;

/// What is in a text; offsets in bytes.
class NameRows {
 public:
  explicit NameRows(const PiiModel& model) : model_{model} {}

  /// One row [begin, end, type] for each entity, as find_pii finds it in a text of several lines.
  json entities(std::string_view raw) {
    const std::string_view text = utf8::sanitize(raw, sanitized_).text;
    json rows = json::array();
    for (const Entity& entity : find_pii(text, entities_, &model_)) {
      rows.push_back({entity.span.begin, entity.span.end, name_of(entity.type)});
    }
    return rows;
  }

  /// One row [begin, end, features...] for each word that may be a name.
  json features(std::string_view raw) {
    const std::string_view text = utf8::sanitize(raw, sanitized_).text;
    find_pii(text, entities_, &model_);
    const NameTokens& tokens = entities_.name_tokens();
    const std::string_view plain = plain_.assign(text);
    json rows = json::array();
    pii::CapitalShare share;
    pii::NameFeatures features;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!pii::may_be_name(tokens, i)) continue;
      pii::near_features(tokens, i, features);
      pii::far_features(plain, tokens, i, share.at(tokens, i), features);
      const TextSpan span = plain_.original({tokens[i].begin, tokens[i].end});
      json row = {span.begin, span.end};
      for (const std::uint32_t feature : features.hashes) row.push_back(feature);
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  const PiiModel& model_;
  std::string sanitized_;
  EntityBuffer entities_;
  PlainText plain_;
};

int run(const std::string& path, bool found) {
  const std::unique_ptr<PiiModel> model = load_pii_model(path);
  if (!model) return kExitBadInput;
  NameRows rows{*model};
  simdjson::dom::parser parser;
  std::string line;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
    simdjson::dom::element row;
    std::string_view text;
    if (parser.parse(line).get(row) != simdjson::SUCCESS ||
        row["text"].get(text) != simdjson::SUCCESS) {
      std::cerr << "line " << number << ": needs \"text\"\n";
      return kExitBadInput;
    }
    std::cout << (found ? rows.entities(text) : rows.features(text)).dump() << '\n';
  }
  return kExitOk;
}

}  // namespace

Subcommand add_names(CLI::App& application) {
  CLI::App* app = application.add_subcommand(
      "names", "For training: JSONL with \"text\" in, features of words that may be names out");
  app->group("");  // not listed by --help
  const auto path = std::make_shared<std::string>();
  app->add_option("file", *path, "models/names/model.bin")->required();
  const auto found = std::make_shared<bool>(false);
  app->add_flag("--found", *found, "entities instead of features");
  return {app, [path, found] { return run(*path, *found); }};
}

}  // namespace undertone::cli
