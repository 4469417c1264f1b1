// `undertone model`: what a model file says of texts and of pairs of texts, before any rule. For
// training, evaluation and golden files.
#include "core/model/model.h"

#include <simdjson.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/turn_numbers.h"
#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/cli/load_models.h"
#include "core/features/turn_reader.h"
#include "core/model/classify.h"
#include "core/model/likeness.h"
#include "core/model/sketch.h"

namespace undertone::cli {
namespace {

using nlohmann::json;

class ModelReader {
 public:
  explicit ModelReader(const Model& model) : model_{model} {}

  json scores(Role role, std::string_view text) {
    const Scores scores = classify(model_, read(role, text), {});
    if (!scores.scored) return {{"scored", false}};
    if (role == Role::Assistant) {
      return {{"fallback", scores.fallback},
              {"refusal", scores.refusal},
              {"apology", scores.apology},
              {"handoff_offered", scores.handoff_offered},
              {"handoff_done", scores.handoff_done}};
    }
    return {{"sentiment", scores.sentiment},     {"emotion", scores.emotion},
            {"frustration", scores.frustration}, {"abuse", scores.abuse},
            {"feedback", scores.feedback},       {"act", scores.act}};
  }

  json meaning(std::string_view text) {
    return {{"meaning", sketch(model_, read(Role::User, text)).embedding}};
  }

  json pair(std::string_view a, std::string_view b) {
    const Sketch earlier = sketch(model_, read(Role::User, a));
    const Sketch later = sketch(model_, read(Role::User, b));
    const SketchPair p = compare(earlier, later);
    const SameRequest same = same_request(model_, earlier, later);
    const json inputs = {p.cosine,   p.overlap,        p.earlier_covered, p.later_covered,
                         p.order,    p.numbers_differ, p.length_ratio,    p.later_short,
                         p.both_ask, p.one_asks,       p.opposite,        p.same_words};
    return {
        {"inputs", inputs}, {"probability", same.probability}, {"slot_changed", same.slot_changed}};
  }

 private:
  const TurnFeatures& read(Role role, std::string_view text) {
    turn_->read(role, text, pii_model_.get());
    return turn_->features();
  }

  const Model& model_;
  std::unique_ptr<PiiModel> pii_model_ = load_pii_model("");
  std::unique_ptr<TurnReader> turn_ = std::make_unique<TurnReader>();
};

int run(const std::string& path) {
  const auto bytes = read_file(path);
  if (!bytes) {
    say_errno(path);
    return kExitBadInput;
  }
  const LoadedModel loaded = Model::load(std::as_bytes(std::span{*bytes}));
  if (!loaded.model) {
    std::cerr << "undertone model: " << path << ": " << describe(loaded.status) << '\n';
    return kExitBadInput;
  }
  ModelReader reader{*loaded.model};
  simdjson::dom::parser parser;
  std::string line;
  int status = kExitOk;
  for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
    simdjson::dom::element row;
    std::string_view text;
    std::string_view other;
    const bool parsed = parser.parse(line).get(row) == simdjson::SUCCESS;
    if (parsed && row["meaning_of"].get(text) == simdjson::SUCCESS) {
      std::cout << reader.meaning(text).dump() << '\n';
    } else if (parsed && row["text"].get(text) == simdjson::SUCCESS) {
      const bool answers = row["role"].get(other) == simdjson::SUCCESS && other == "assistant";
      const Role role = answers ? Role::Assistant : Role::User;
      std::cout << reader.scores(role, text).dump() << '\n';
    } else if (parsed && row["a"].get(text) == simdjson::SUCCESS &&
               row["b"].get(other) == simdjson::SUCCESS) {
      std::cout << reader.pair(text, other).dump() << '\n';
    } else {
      std::cerr << "line " << number << ": needs \"text\", \"meaning_of\", or \"a\" and \"b\"\n";
      std::cout << "{\"error\":\"bad line\"}\n";
      status = kExitBadInput;
    }
  }
  return status;
}

}  // namespace

Subcommand add_model(CLI::App& application) {
  CLI::App* app = application.add_subcommand(
      "model", "What a model file says of texts and pairs of texts (for developers)");
  app->group("");  // not listed by --help
  const auto path = std::make_shared<std::string>();
  app->add_option("file", *path, "models/LANGUAGE/model.bin")->required();
  return {app, [path] { return run(*path); }};
}

}  // namespace undertone::cli
