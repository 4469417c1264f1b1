// `undertone topics`: a taxonomy from a team's own logs, and the codebook of themes of a model.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/cli/commands.h"
#include "core/cli/files.h"
#include "core/cli/json_lines.h"
#include "core/cli/load_models.h"
#include "core/cli/model_file.h"
#include "core/cli/progress.h"
#include "core/cli/topics/clusters.h"
#include "core/cli/topics/proposal.h"
#include "core/model/model.h"

namespace undertone::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Themes this near would be told apart by chance.
constexpr double kOneTheme = 0.8;

struct Options {
  std::vector<std::string> files;
  std::string output;
  ProposalOptions proposal;
  std::size_t themes = 64;
};

/// Gathers the requests of all files; false if one cannot be read.
bool gather(const std::vector<std::string>& files, Requests& requests) {
  ConversationReader reader;
  InputConversation conversation;
  Progress progress;
  bool ok = true;
  for (const std::string& path : files) {
    JsonLines lines{path};
    Line line;
    while (lines.is_open() && lines.next(line)) {
      const std::string reason =
          line.too_long ? "longer than 256 MiB" : reader.read(line.text, conversation);
      if (reason.empty()) {
        requests.add(conversation);
        progress.add(1, conversation.messages.size());
        continue;
      }
      std::fprintf(stderr, "undertone: %s: line %zu: %s\n", path.c_str(), line.number,
                   reason.c_str());
      ok = false;
    }
    if (lines.is_open() && !lines.failed()) continue;
    say_errno(path);
    ok = false;
  }
  return ok;
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(1000 * part / whole) / 1000;
}

Json to_json(const ProposedTopic& topic) {
  const FailureCounts& counts = topic.counts;
  return {{"examples", topic.examples},
          {"size", counts.requests},
          {"failure_rate", share(counts.failed, counts.requests)},
          {"rephrased", counts.rephrased},
          {"frustrated", counts.frustrated},
          {"escalated", counts.escalated},
          {"gave_up", counts.gave_up}};
}

void print_table(const std::vector<ProposedTopic>& topics, const Requests& requests) {
  std::uint64_t covered = 0;
  std::printf("%-28s %7s %7s %9s %7s %9s %8s\n", "topic", "size", "failed", "rephrased", "frustr.",
              "escalated", "gave up");
  for (const ProposedTopic& topic : topics) {
    const FailureCounts& counts = topic.counts;
    covered += counts.requests;
    const auto percent = [&](std::uint64_t part) { return 100 * share(part, counts.requests); };
    std::printf("%-28s %7llu %5.1f %% %7.1f %% %5.1f %% %7.1f %% %6.1f %%\n", topic.name.c_str(),
                static_cast<unsigned long long>(counts.requests), percent(counts.failed),
                percent(counts.rephrased), percent(counts.frustrated), percent(counts.escalated),
                percent(counts.gave_up));
  }
  std::printf("%zu topics hold %llu of %zu requests", topics.size(),
              static_cast<unsigned long long>(covered), requests.all().size());
  if (requests.total() > requests.all().size()) {
    std::printf(", a sample of %llu", static_cast<unsigned long long>(requests.total()));
  }
  std::printf("\n");
}

int run_build(const Options& options) {
  Analyzer analyzer;
  if (!load_models(analyzer, {})) return kExitUsage;
  Requests requests{analyzer};
  bool ok = gather(options.files, requests);
  const std::vector<ProposedTopic> topics = propose_topics(requests.all(), options.proposal);
  Json taxonomy = Json::object();
  for (const ProposedTopic& topic : topics) taxonomy[topic.name] = to_json(topic);
  const auto replace = Json::error_handler_t::replace;
  ok = write_file(options.output, taxonomy.dump(2, ' ', false, replace) + '\n') && ok;
  if (options.output != "-") print_table(topics, requests);
  return ok ? kExitOk : kExitBadInput;
}

/// FORMAT.md, THEM.
std::vector<char> codebook_of(const std::vector<Cluster>& clusters) {
  std::vector<char> section = {static_cast<char>(clusters.size()), 0, 0, 0};
  for (const Cluster& cluster : clusters) {
    for (const std::int8_t value : cluster.centre) section.push_back(static_cast<char>(value));
  }
  return section;
}

int run_codebook(const Options& options) {
  Analyzer analyzer;
  if (!load_models(analyzer, {options.output})) return kExitUsage;
  Requests requests{analyzer};
  const bool ok = gather(options.files, requests);
  std::vector<Direction> directions;
  for (const Request& request : requests.all()) directions.push_back(request.meaning);
  const std::vector<Cluster> themes = clusters_of(directions, options.themes, kOneTheme);
  const auto model = read_file(options.output);
  if (!model) {
    say_errno(options.output);
    return kExitBadInput;
  }
  const auto tag = static_cast<std::uint32_t>(ModelSection::Themes);
  const std::vector<char> changed = with_section(*model, tag, codebook_of(themes));
  std::printf("%zu themes of %zu requests\n", themes.size(), directions.size());
  return write_file(options.output, {changed.data(), changed.size()}) && ok ? kExitOk
                                                                            : kExitBadInput;
}

void add_files(CLI::App& app, Options& options) {
  options.files = {"-"};
  app.add_option("FILE", options.files,
                 "conversations as for `undertone score`; standard input without any, or as -");
}

}  // namespace

Subcommand add_topics(CLI::App& application) {
  auto options = std::make_shared<Options>();
  CLI::App* app = application.add_subcommand("topics", "Topics from a team's own logs");
  app->require_subcommand(1);

  CLI::App* build = app->add_subcommand(
      "build", "Propose a taxonomy: what users ask for, and how often it fails");
  add_files(*build, *options);
  build->add_option("-o,--output", options->output, "taxonomy to write, - for standard output")
      ->required();
  build->add_option("--count", options->proposal.count, "clusters to look for; else by the logs")
      ->check(CLI::Range(1, 256));
  build->add_option("--least-size", options->proposal.least_size, "requests a topic needs")
      ->check(CLI::Range(1, 1000000));
  build
      ->add_option("--least-word-use", options->proposal.least_word_use,
                   "requests that must share a word before an example shows it")
      ->check(CLI::Range(1, 1000000));
  build->footer(
      "Examples have no personal data that the redaction finds and no rare word. Read them, "
      "rename\n"
      "the topics, then: undertone score --taxonomy FILE, or the option `topics` of the tag.");

  CLI::App* codebook = app->add_subcommand("codebook", "Themes of a model file (for developers)");
  codebook->group("");  // not listed by --help
  add_files(*codebook, *options);
  codebook->add_option("--into", options->output, "model file that gets the themes")->required();
  codebook->add_option("--count", options->themes, "themes to look for")->check(CLI::Range(1, 255));

  return {app, [build, options] {
            return build->parsed() ? run_build(*options) : run_codebook(*options);
          }};
}

}  // namespace undertone::cli
