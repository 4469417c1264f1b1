// One conversation of a report: the numbers of its summary, no matter who wrote the line.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/enum_set.h"
#include "core/base/vocabulary.gen.h"
#include "core/cli/report/dimension.h"
#include "core/cli/topics/failure.h"

namespace undertone::cli {

/// A topic that was asked about, and how that went.
struct TopicUse {
  std::string topic;
  Failure failure;
};

struct SignalRow {
  /// as written by the site or the tag; may be empty
  std::string id;
  Outcome outcome{};
  std::uint32_t user_turns = 0;
  std::uint32_t assistant_turns = 0;
  std::uint32_t scored_turns = 0;
  std::uint32_t strong_turns = 0;
  /// repeat and rephrase turns
  std::uint32_t rephrased_turns = 0;
  std::uint32_t fallbacks = 0;
  std::uint32_t errors = 0;
  std::uint32_t loops = 0;
  bool stalled = false;
  EnumSet<Risk> risk;
  std::optional<double> experience;
  /// [0, 1]
  std::optional<double> frustration_peak;
  std::optional<double> response_p50_ms;
  /// Unix ms, where the line tells
  std::optional<double> time_ms;
  /// by Dimension; empty = not said
  std::array<std::string, kDimensions> values;
  /// in order, from scored messages; a topic that comes back is listed again
  std::vector<TopicUse> topics;

  /// A rate is a rate of these (SIGNALS section 6).
  [[nodiscard]] bool is_engaged() const noexcept { return user_turns > 0 && assistant_turns > 0; }
};

enum class RowKind : std::uint8_t {
  Conversation,
  Skipped,  ///< an event of another kind, or a summary that a later one replaces
  Bad,      ///< no JSON, or {"error": ...} from `undertone score`
};

/// Reads lines of `undertone score` and conversation events of the tag (NDJSON).
///
/// Breakdowns come from topics and languages, from `attributes` of scored conversations (bot,
/// model, variant, prompt_version, with "bot." or "bot_" before or not; time_ms) and from the
/// labels of events.
class SignalRowReader {
 public:
  SignalRowReader();
  ~SignalRowReader();
  SignalRowReader(const SignalRowReader&) = delete;  // owns a parser
  SignalRowReader& operator=(const SignalRowReader&) = delete;

  /// Input   any bytes, with JsonLines::kPaddingBytes readable after them
  [[nodiscard]] RowKind read(std::string_view line, SignalRow& row);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace undertone::cli
