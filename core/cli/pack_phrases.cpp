// undertone pack-phrases: the data files of a language's phrases become a section of bytes. For
// developers; a test compares the shipped model file with the data files.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/cli/model_file.h"
#include "core/cli/phrase_compiler.h"
#include "core/model/model.h"
#include "core/model/phrase_table.h"

namespace undertone::cli {
namespace {

struct Options {
  std::string folder;
  std::string output;
  bool into_model = false;
};

int run(const Options& options) {
  try {
    std::vector<char> bytes = compile_phrases(options.folder);
    const auto table = std::make_unique<PhraseTable>();
    if (table->open(std::as_bytes(std::span{bytes})) != Status::Ok) {
      throw std::runtime_error("more words, sets or phrases than a model can hold");
    }
    if (options.into_model) {
      const auto tag = static_cast<std::uint32_t>(ModelSection::Phrases);
      const auto model = read_file(options.output);
      if (!model) {
        say_errno(options.output);
        return kExitBadInput;
      }
      bytes = with_section(*model, tag, bytes);
    }
    if (write_file(options.output, {bytes.data(), bytes.size()})) return kExitOk;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "undertone pack-phrases: %s\n", error.what());
  }
  return kExitBadInput;
}

}  // namespace

Subcommand add_pack_phrases(CLI::App& application) {
  const auto options = std::make_shared<Options>();
  CLI::App* app = application.add_subcommand(
      "pack-phrases", "Phrase data files to the section of a model file (for developers)");
  app->group("");  // not listed by --help
  app->add_option("folder", options->folder, "models/LANGUAGE/phrases")->required();
  app->add_option("output", options->output, "File to write")->required();
  app->add_flag("--into", options->into_model,
                "The file is a model: replace its section of phrases, keep the rest");
  return {app, [options] { return run(*options); }};
}

}  // namespace undertone::cli
