// The subcommands of `undertone`, one file each: add_NAME() in NAME.cpp.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace undertone::cli {

/// Exit statuses: everything went well; some input was bad and was reported; wrong use; a rate has
/// become worse (report --against).
inline constexpr int kExitOk = 0;
inline constexpr int kExitBadInput = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitDrift = 3;

struct Subcommand {
  /// owned by the application
  CLI::App* app = nullptr;
  /// called after the options were parsed; returns the exit status
  std::function<int()> run;
};

// Each adds its options to `application`; main.cpp lists them in the order of --help.
[[nodiscard]] Subcommand add_events(CLI::App& application);
[[nodiscard]] Subcommand add_features(CLI::App& application);
[[nodiscard]] Subcommand add_model(CLI::App& application);
[[nodiscard]] Subcommand add_names(CLI::App& application);
[[nodiscard]] Subcommand add_pieces(CLI::App& application);
[[nodiscard]] Subcommand add_score(CLI::App& application);
[[nodiscard]] Subcommand add_redact(CLI::App& application);
[[nodiscard]] Subcommand add_report(CLI::App& application);
[[nodiscard]] Subcommand add_similar(CLI::App& application);
[[nodiscard]] Subcommand add_topics(CLI::App& application);
[[nodiscard]] Subcommand add_pack_phrases(CLI::App& application);

}  // namespace undertone::cli
