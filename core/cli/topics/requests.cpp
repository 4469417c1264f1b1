#include "core/cli/topics/requests.h"

#include <algorithm>
#include <optional>

#include "core/conversation/conversation.h"
#include "core/pii/find.h"
#include "core/pii/redact.h"
#include "core/text/utf8.h"

namespace undertone::cli {
namespace {

/// A longer message is a story, not a phrase that others use; shorter than two words tells nothing.
constexpr std::uint32_t kLeastTokens = 2;
constexpr std::uint32_t kMostTokens = 40;

/// A request of its own: not one asked again, and no answer to a question.
bool is_request(const UserMessageEvent& user, const UserTurnMemory& turn) {
  return turn.asks && user.rephrase_label == RephraseLabel::None &&
         user.length_tokens >= kLeastTokens && user.length_tokens <= kMostTokens &&
         user.act != Act::Escalate && turn.meaning.embedding != Direction{};
}

void note(const UserMessageEvent& user, Failure& failure) {
  failure.rephrased |= user.rephrase_label == RephraseLabel::Repeat ||
                       user.rephrase_label == RephraseLabel::Rephrase;
  failure.frustrated |= user.frustration_label == FrustrationLabel::Mild ||
                        user.frustration_label == FrustrationLabel::Strong;
  failure.escalated |= user.act == Act::Escalate;
}

}  // namespace

void Requests::add(const InputConversation& input) {
  Conversation conversation;
  std::optional<Request> open;
  std::string valid;
  for (const InputMessage& message : input.messages) {
    const Update update = analyzer_.add_message(conversation, message.input, message.text);
    if (!update.user) continue;
    const UserTurnMemory& turn = conversation.memory.user_turns[0];
    if (is_request(*update.user, turn)) {
      if (open) keep(std::move(*open));
      open.emplace();
      open->meaning = turn.meaning.embedding;
      open->words = turn.words;
      const std::string_view text = utf8::sanitize(message.text, valid).text;
      redact(text, find_pii(text, entities_, analyzer_.pii_model()), open->text);
    }
    if (open) note(*update.user, open->failure);
  }
  EndInput end;
  end.reason = EndReason::Idle;
  const Outcome outcome = analyzer_.end(conversation, end).conversation.outcome;
  if (!open) return;
  open->failure.gave_up = outcome == Outcome::Abandoned;
  open->failure.escalated |= outcome == Outcome::Escalated;
  keep(std::move(*open));
}

void Requests::keep(Request&& request) {
  ++total_;
  if (requests_.size() < kMostRequests) {
    requests_.push_back(std::move(request));
    return;
  }
  // Vitter's algorithm R over a fixed sequence (Knuth's MMIX generator).
  chance_ = chance_ * 6364136223846793005U + 1442695040888963407U;
  const std::uint64_t at = (chance_ >> 16U) % total_;
  if (at < kMostRequests) requests_[at] = std::move(request);
}

}  // namespace undertone::cli
