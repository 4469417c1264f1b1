// A taxonomy proposed from clusters of requests: names, examples, and how often each fails.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/cli/topics/requests.h"

namespace undertone::cli {

struct ProposedTopic {
  /// its most telling words; the site renames it
  std::string name;
  /// phrases from the middle of the cluster, without personal data
  std::vector<std::string> examples;
  FailureCounts counts;
};

struct ProposalOptions {
  /// clusters to look for; 0 = by the number of requests
  std::size_t count = 0;
  /// requests a topic needs at least
  std::size_t least_size = 5;
  /// conversations that must have used a word before an example may show it
  std::size_t least_word_use = 3;
};

/// Output  topics, largest first
[[nodiscard]] std::vector<ProposedTopic> propose_topics(const std::vector<Request>& requests,
                                                        const ProposalOptions& options);

}  // namespace undertone::cli
