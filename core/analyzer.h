// The whole route, and the only place that knows it: message in, event records out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/status.h"
#include "core/event/update.h"
#include "core/model/scores.h"

namespace undertone {

class Conversation;
class PiiModel;

/// Scores messages of any number of conversations. Holds models and scratch buffers, no text.
///
/// Not thread-safe; one analyzer per thread, any number of conversations per analyzer.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(const Analyzer&) = delete;  // owns its buffers
  Analyzer& operator=(const Analyzer&) = delete;

  /// Takes a copy of a model file: of one language, the one that tells languages apart, or that of
  /// names. It replaces an earlier one of its kind.
  ///
  /// Errors  every Status of model/FORMAT.md, models/langid/FORMAT.md and models/names/FORMAT.md;
  /// the analyzer is unchanged then
  [[nodiscard]] Status load_model(std::span<const std::byte> file) noexcept;

  /// Adds an example sentence to a label of the site's taxonomy, after the models are loaded.
  ///
  /// Input   labels count from 1, in the site's own order
  /// Errors  WrongLanguage: no model knows its words; TooLarge: over limits::kTopicExamples or
  ///         kTopicLabels; OutOfMemory
  [[nodiscard]] Status add_topic(std::uint32_t label, std::string_view example) noexcept;

  /// What find_pii takes; null before such a model is loaded.
  [[nodiscard]] const PiiModel* pii_model() const noexcept;

  /// Analyses one message and advances its conversation.
  ///
  /// Input   any bytes; over limits::kMessageBytes only the beginning is analysed. `deep` counts
  ///         as much as what the model file says of a user's turn, if the file scores it at all
  /// Cost    linear in the text; no allocation after the first messages
  [[nodiscard]] Update add_message(Conversation& conversation, const MessageInput& input,
                                   std::string_view text,
                                   const DeepScores* deep = nullptr) noexcept;

  /// Something the user or the site did with an answer.
  [[nodiscard]] Update add_action(Conversation& conversation, const ActionInput& input) noexcept;

  /// Ends the conversation; the summary is final. Later messages reopen it.
  [[nodiscard]] Update end(Conversation& conversation, const EndInput& input) noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace undertone
