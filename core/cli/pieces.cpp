// `undertone pieces`: what deep models are trained on, from the code that they are run with.
#include "core/pieces/pieces.h"

#include <simdjson.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace undertone::cli {
namespace {

using nlohmann::json;

/// Spellings of a text's tokens, for learning a vocabulary.
json spellings(std::string_view raw, std::string& sanitized, TokenBuffer& buffer) {
  const std::string_view text = utf8::sanitize(raw, sanitized).text;
  json out = json::array();
  for (const Token& token : tokenize(text, buffer)) {
    FoldBuffer folded;
    const std::string_view spelling = piece_spelling(token, text, folded);
    if (!spelling.empty()) out.push_back(std::string{spelling});
  }
  return out;
}

json ids(Pieces& pieces, const simdjson::dom::element& row, std::string_view text) {
  PieceContext context;
  if (row["answer"].get(context.answer) != simdjson::SUCCESS) context.answer = {};
  if (row["earlier"].get(context.earlier) != simdjson::SUCCESS) context.earlier = {};
  const PieceInput input = pieces.input(text, context);
  json out = json::array();
  for (std::size_t i = 0; i < input.size; ++i) out.push_back(input.ids[i]);
  return out;
}

int run(const std::string& file) {
  PieceVocabulary vocabulary;
  if (!file.empty()) {
    const auto bytes = read_file(file);
    if (!bytes) {
      say_errno(file);
      return kExitBadInput;
    }
    const Status status = vocabulary.load(std::as_bytes(std::span{*bytes}));
    if (status != Status::Ok) {
      std::cerr << "undertone pieces: " << file << ": " << describe(status) << '\n';
      return kExitBadInput;
    }
  }
  Pieces pieces{vocabulary};
  TokenBuffer tokens;
  std::string sanitized;
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
    std::cout << (file.empty() ? spellings(text, sanitized, tokens) : ids(pieces, row, text)).dump()
              << '\n';
  }
  return status;
}

}  // namespace

Subcommand add_pieces(CLI::App& application) {
  CLI::App* app = application.add_subcommand(
      "pieces",
      "For deep models: JSONL with \"text\" (\"answer\", \"earlier\") in, numbers of pieces out");
  app->group("");  // not listed by --help
  auto file = std::make_shared<std::string>();
  app->add_option("vocabulary", *file, "a pieces.bin; without it the words are printed (text!)")
      ->check(CLI::ExistingFile);
  return {app, [file] { return run(*file); }};
}

}  // namespace undertone::cli
