// Everything that is kept of a conversation: numbers, labels and counts, of bounded size.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/enum_counts.h"
#include "core/base/enum_set.h"
#include "core/base/vocabulary.gen.h"
#include "core/conversation/percentile.h"
#include "core/conversation/trend.h"
#include "core/signals/signals.h"

namespace undertone {

/// What stands between the user and a good end.
enum class Friction : std::uint8_t {
  None,
  Asked,  ///< asked again, or put right: the next answer that does not fail closes it
  Felt,   ///< said to be wrong or bad: only the user can close it
};

/// What the last user message is owed.
enum class Awaiting : std::uint8_t {
  Nothing,
  Greeting,  ///< a greeting: to answer it resolves nothing
  Remark,    ///< a statement, which a thank-you may close
  Reply,     ///< a question, a request, the answer to a question of the assistant
};

template <>
inline constexpr std::size_t enum_size<Friction> = 3;
template <>
inline constexpr std::size_t enum_size<Awaiting> = 4;

/// One answer as sent, kept so that what the user does with it can be reported with it.
struct Answer {
  std::uint32_t turn_index = 0;
  /// how often it was reported again
  std::uint32_t revision = 0;
  AssistantSignals signals{};
  std::optional<std::uint32_t> latency_ms{};
  std::optional<std::uint32_t> first_token_ms{};
  /// gaps over 2 s while streaming
  std::uint32_t stalls = 0;
  ErrorClass error{};
  EnumCounts<Action> actions{};
  /// time in view so far
  std::optional<std::uint32_t> read_ms{};
};

/// Where the outcome rests (outcome.h); rewritten by every message.
struct Standing {
  Friction friction{};
  /// what no answer has come to yet
  Awaiting awaiting{};
  /// the last answer said something other than that it cannot
  bool answered = false;
  /// the last answer did not understand, would not or broke
  bool failed = false;
  /// the last answer broke
  bool broke = false;
  /// the last answer was that it cannot be done or found
  bool unfulfilled = false;
  /// the last answer asked something back
  bool asked_back = false;
  /// the last answer offered a human
  bool offered_human = false;
  bool gave_up = false;
  bool human_requested = false;
  bool handed_over = false;
  /// Confirmed, Thanked, ThumbsUp since the last request; Goal since the last return
  EnumSet<Evidence> satisfaction{};
  /// Read, Copied, ClickedLink of the last answer
  EnumSet<Evidence> use{};
};

/// What keeps one story from being told twice (moments.h).
struct MomentGuards {
  bool in_spike = false;
  bool in_escalation = false;
  bool in_loop = false;
  /// friction that a good word would turn into a recovery
  bool recovery_pending = false;
  /// user turns since the last strong one
  std::uint32_t turns_since_strong = 0;
  /// user turns since a human was last asked for
  std::uint32_t turns_since_escalation = 0;
  /// user turns without friction since the last one with it
  std::uint32_t turns_since_friction = 0;
  /// turns in a row without progress
  std::uint32_t stuck_turns = 0;
};

struct ConversationState {
  /// Answers whose later use is still reported with them; older ones only count in `actions`.
  static constexpr std::size_t kAnswers = 4;

  /// index of the next message, of any role
  std::uint32_t next_turn_index = 0;
  std::uint32_t user_turns = 0;
  std::uint32_t assistant_turns = 0;
  /// user turns with a model for their language
  std::uint32_t scored_turns = 0;
  /// of the last turn that had one
  std::uint32_t model_version = 0;
  /// user turns by language
  EnumCounts<Lang> languages{};

  /// All times count from the beginning of the conversation.
  std::optional<std::uint32_t> first_message_ms{};
  std::optional<std::uint32_t> last_message_ms{};
  std::optional<std::uint32_t> last_user_message_ms{};
  std::optional<std::uint32_t> last_answer_ms{};
  /// the next answer is the first one to the last user message
  bool response_due = false;
  /// last sign of life of any kind
  std::optional<std::uint32_t> last_activity_ms{};
  std::optional<std::uint32_t> first_response_ms{};
  Percentiles response_times;

  Trend sentiment;
  std::optional<std::uint32_t> frustration_peak{};
  std::uint32_t frustration_peak_turn = 0;
  /// hundredths, over scored turns
  std::uint32_t frustration_sum = 0;
  std::uint32_t mild_turns = 0;
  std::uint32_t strong_turns = 0;
  std::uint32_t repeats = 0;
  std::uint32_t rephrases = 0;
  std::uint32_t refines = 0;
  std::uint32_t rephrase_chain = 0;
  std::uint32_t longest_rephrase_chain = 0;
  std::uint32_t loops = 0;
  bool stalled = false;
  std::uint32_t positive_feedback = 0;
  std::uint32_t corrections = 0;
  std::uint32_t clarifications = 0;
  std::uint32_t challenges = 0;
  std::uint32_t escalation_requests = 0;
  /// turns that said yes to a proposal, that answered a question of the assistant, and that only
  /// greet, thank, praise or take leave
  std::uint32_t acceptances = 0;
  std::uint32_t replies = 0;
  std::uint32_t courtesies = 0;
  std::uint32_t abuse_turns = 0;
  std::uint32_t fallbacks = 0;
  std::uint32_t refusals = 0;
  std::uint32_t unfulfilled = 0;
  std::uint32_t apologies = 0;
  std::uint32_t handoffs_offered = 0;
  std::uint32_t errors = 0;
  std::uint32_t stalls = 0;
  EnumSet<Risk> risk{};
  EnumCounts<EntityType> pii{};
  EnumCounts<Action> actions{};
  EnumCounts<Moment> moments{};

  Standing standing;
  MomentGuards guards;
  EndReason end_reason{};
  Reopened reopened{};

  /// ring; the newest is answers[(num_answers - 1) % kAnswers]
  std::array<Answer, kAnswers> answers{};
  std::uint32_t num_answers = 0;

  [[nodiscard]] constexpr bool ended() const noexcept { return end_reason != EndReason::Open; }

  /// The answer at `turn_index` if it is still kept; the newest one without an index.
  [[nodiscard]] constexpr Answer* find_answer(std::optional<std::uint32_t> turn_index) noexcept {
    const std::size_t kept = num_answers < kAnswers ? num_answers : kAnswers;
    for (std::size_t back = 0; back < kept; ++back) {
      Answer& answer = answers[(num_answers - 1 - back) % kAnswers];
      if (!turn_index || answer.turn_index == *turn_index) return &answer;
    }
    return nullptr;
  }

  /// Most frequent language of the user's messages.
  [[nodiscard]] constexpr Lang main_language() const noexcept {
    Lang most = Lang::Und;
    for (std::size_t i = 1; i < enum_size<Lang>; ++i) {
      const auto lang = static_cast<Lang>(i);
      if (languages[lang] > (most == Lang::Und ? 0 : languages[most])) most = lang;
    }
    return most;
  }
};

}  // namespace undertone
