// Golden conversations (tests/corpus/conversation/README.md): played through the analyzer, and
// compared with what they should be read as.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/analyzer.h"
#include "core/event/update.h"
#include "tests/support/corpus.h"

namespace undertone::test {

/// What a dialogue was read as.
struct Reading {
  std::string outcome;
  /// "loop@5"
  std::vector<std::string> moments;
  /// by message index: label -> value, all of them
  std::map<std::size_t, std::map<std::string, std::string>> labels;
  ConversationEvent summary;
};

/// Plays the input of a case; throws std::runtime_error for a line that is not in the format.
[[nodiscard]] Reading play(Analyzer& analyzer, const CorpusCase& dialogue);

/// How readings agree with expectations, over any number of dialogues.
struct Agreement {
  std::size_t dialogues = 0;
  std::size_t right_outcomes = 0;
  std::size_t labels = 0;
  std::size_t right_labels = 0;
  std::size_t moments_found = 0;
  std::size_t moments_expected = 0;
  std::size_t moments_right = 0;
  /// one line per difference, for people
  std::vector<std::string> differences;

  void add(const CorpusCase& dialogue, const Reading& reading);
  [[nodiscard]] double outcome_accuracy() const;
  [[nodiscard]] double label_accuracy() const;
  [[nodiscard]] double moment_precision() const;
  [[nodiscard]] double moment_recall() const;
};

}  // namespace undertone::test
