// The native command: the same core as in the browser, over files and pipes.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <vector>

#include "core/cli/commands.h"

namespace {

/// What could not be written is no success, whichever command it was.
int after_output(int status) {
  using namespace undertone::cli;
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  std::fputs("undertone: standard output cannot be written\n", stderr);
  return status == kExitOk ? kExitBadInput : status;
}

}  // namespace

int main(int argc, char** argv) {
  using undertone::cli::Subcommand;

  CLI::App app{
      "Reads the undertone of conversations: sentiment, frustration, rephrases, risk, outcome."};
  app.name("undertone");
  app.set_version_flag("--version", "undertone " UNDERTONE_VERSION);
  app.require_subcommand(1);
  const std::vector<Subcommand> subcommands = {
      undertone::cli::add_score(app),    undertone::cli::add_redact(app),
      undertone::cli::add_similar(app),  undertone::cli::add_report(app),
      undertone::cli::add_topics(app),   undertone::cli::add_pack_phrases(app),
      undertone::cli::add_features(app), undertone::cli::add_model(app),
      undertone::cli::add_events(app),   undertone::cli::add_names(app),
      undertone::cli::add_pieces(app),
  };

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? after_output(undertone::cli::kExitOk)
                                : undertone::cli::kExitUsage;
  }
  for (const Subcommand& subcommand : subcommands) {
    if (subcommand.app->parsed()) return after_output(subcommand.run());
  }
  return undertone::cli::kExitUsage;
}
