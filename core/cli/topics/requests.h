// What users of a log asked for, and how it went: input of clustering.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/cli/conversation_input.h"
#include "core/cli/topics/failure.h"
#include "core/model/topics.h"
#include "core/pii/entity_buffer.h"
#include "core/signals/word_sketch.h"

namespace undertone::cli {

struct Request {
  Direction meaning{};
  /// hashes of its words, and which of them carry meaning
  WordSketch words;
  /// without personal data
  std::string text;
  Failure failure;
};

/// Collects the requests of any number of conversations in bounded memory: of more than
/// kMostRequests a sample, the same for the same logs.
class Requests {
 public:
  static constexpr std::size_t kMostRequests = 50000;

  explicit Requests(Analyzer& analyzer) : analyzer_{analyzer} {}

  void add(const InputConversation& conversation);

  [[nodiscard]] const std::vector<Request>& all() const noexcept { return requests_; }
  /// Requests seen, sampled or not.
  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

 private:
  void keep(Request&& request);

  Analyzer& analyzer_;
  EntityBuffer entities_;
  std::vector<Request> requests_;
  std::uint64_t total_ = 0;
  std::uint64_t chance_ = 1;
};

}  // namespace undertone::cli
