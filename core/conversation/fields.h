// The one list of what is saved of a conversation, in the order of the bytes.
//
// visit_fields(record, visitor) calls visitor(member) for every member; snapshot.cpp reads and
// writes with it. A change here needs a new kSnapshotVersion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/conversation/conversation.h"

namespace undertone {

template <class Self, class Visitor>
constexpr void visit_signals(Self& self, Visitor&& visitor) {
  visitor(self.lang);
  visitor(self.scored);
  visitor(self.model_version);
  visitor(self.length_codepoints);
  visitor(self.length_tokens);
  visitor(self.fallback);
  visitor(self.refusal);
  visitor(self.unfulfilled);
  visitor(self.apology);
  visitor(self.handoff_offered);
  visitor(self.handoff_done);
  visitor(self.asks_question);
  visitor(self.repeat);
  visitor(self.repeat_of_last);
  visitor(self.relevance);
  visitor(self.lang_mismatch);
  visitor(self.pii);
}

template <class Self, class Visitor>
constexpr void visit_answer(Self& self, Visitor&& visitor) {
  visitor(self.turn_index);
  visitor(self.revision);
  visit_signals(self.signals, visitor);
  visitor(self.latency_ms);
  visitor(self.first_token_ms);
  visitor(self.stalls);
  visitor(self.error);
  visitor(self.actions);
  visitor(self.read_ms);
}

template <class Self, class Visitor>
constexpr void visit_standing(Self& self, Visitor&& visitor) {
  visitor(self.friction);
  visitor(self.awaiting);
  visitor(self.answered);
  visitor(self.failed);
  visitor(self.broke);
  visitor(self.unfulfilled);
  visitor(self.asked_back);
  visitor(self.offered_human);
  visitor(self.gave_up);
  visitor(self.human_requested);
  visitor(self.handed_over);
  visitor(self.satisfaction);
  visitor(self.use);
}

template <class Self, class Visitor>
constexpr void visit_guards(Self& self, Visitor&& visitor) {
  visitor(self.in_spike);
  visitor(self.in_escalation);
  visitor(self.in_loop);
  visitor(self.recovery_pending);
  visitor(self.turns_since_strong);
  visitor(self.turns_since_escalation);
  visitor(self.turns_since_friction);
  visitor(self.stuck_turns);
}

template <class Self, class Visitor>
constexpr void visit_counts(Self& self, Visitor&& visitor) {
  visitor(self.mild_turns);
  visitor(self.strong_turns);
  visitor(self.repeats);
  visitor(self.rephrases);
  visitor(self.refines);
  visitor(self.rephrase_chain);
  visitor(self.longest_rephrase_chain);
  visitor(self.loops);
  visitor(self.stalled);
  visitor(self.positive_feedback);
  visitor(self.corrections);
  visitor(self.clarifications);
  visitor(self.challenges);
  visitor(self.escalation_requests);
  visitor(self.acceptances);
  visitor(self.replies);
  visitor(self.courtesies);
  visitor(self.abuse_turns);
  visitor(self.fallbacks);
  visitor(self.refusals);
  visitor(self.unfulfilled);
  visitor(self.apologies);
  visitor(self.handoffs_offered);
  visitor(self.errors);
  visitor(self.stalls);
  visitor(self.risk);
  visitor(self.pii);
  visitor(self.actions);
  visitor(self.moments);
}

template <class Self, class Visitor>
constexpr void visit_state(Self& self, Visitor&& visitor) {
  visitor(self.next_turn_index);
  visitor(self.user_turns);
  visitor(self.assistant_turns);
  visitor(self.scored_turns);
  visitor(self.model_version);
  visitor(self.languages);
  visitor(self.first_message_ms);
  visitor(self.last_message_ms);
  visitor(self.last_user_message_ms);
  visitor(self.last_answer_ms);
  visitor(self.response_due);
  visitor(self.last_activity_ms);
  visitor(self.first_response_ms);
  Percentiles::visit(self.response_times, visitor);
  Trend::visit(self.sentiment, visitor);
  visitor(self.frustration_peak);
  visitor(self.frustration_peak_turn);
  visitor(self.frustration_sum);
  visit_counts(self, visitor);
  visit_standing(self.standing, visitor);
  visit_guards(self.guards, visitor);
  visitor(self.end_reason);
  visitor(self.reopened);
  for (auto& answer : self.answers) visit_answer(answer, visitor);
  visitor(self.num_answers);
}

template <class Self, class Visitor>
constexpr void visit_sketch(Self& self, Visitor&& visitor) {
  visitor(self.embedding);
  for (auto& word : self.words) {
    visitor(word.hash);
    visitor(word.weight);
    visitor(word.kind);
    visitor(word.negated);
  }
  visitor(self.num_words);
  visitor(self.num_content_words);
  visitor(self.num_tokens);
  visitor(self.asks_question);
  visitor(self.negated);
  visitor(self.sequence_hash);
}

template <class Self, class Visitor>
constexpr void visit_memory(Self& self, const UserTurnMemory*, Visitor&& visitor) {
  visitor(self.words.words);
  visitor(self.words.content);
  visitor(self.words.num_words);
  visitor(self.words.question);
  visitor(self.words.actions);
  visit_sketch(self.meaning, visitor);
  visitor(self.act);
  visitor(self.asks);
  visitor(self.frustration);
}

template <class Self, class Visitor>
constexpr void visit_memory(Self& self, const AnswerMemory*, Visitor&& visitor) {
  visitor(self.shingles.least);
  visitor(self.shingles.num_words);
  visitor(self.lang);
  visitor(self.asks_question);
  visitor(self.opens);
  visitor(self.checks);
  visitor(self.fallback);
  visitor(self.refusal);
  visitor(self.apology);
  visitor(self.handoff_offered);
  visitor(self.error);
}

/// Oldest first, so that reading adds them in the order they came.
template <class T, std::size_t kSize, class Visitor>
constexpr void visit_recent(const Recent<T, kSize>& recent, Visitor&& visitor) {
  const auto size = static_cast<std::uint8_t>(recent.size());
  visitor(size);
  for (std::size_t back = size; back-- > 0;) {
    visit_memory(recent[back], static_cast<const T*>(nullptr), visitor);
  }
}
template <class T, std::size_t kSize, class Visitor>
constexpr void visit_recent(Recent<T, kSize>& recent, Visitor&& visitor) {
  std::uint8_t size = 0;
  visitor(size);
  recent = {};
  for (std::size_t i = 0; i < size && i < kSize; ++i) {
    T item{};
    visit_memory(item, static_cast<const T*>(nullptr), visitor);
    recent.add(item);
  }
}

template <class Self, class Visitor>
constexpr void visit_conversation(Self& self, Visitor&& visitor) {
  visit_state(self.state, visitor);
  visit_recent(self.memory.user_turns, visitor);
  visit_recent(self.memory.answers, visitor);
  visitor(self.memory.answers_since_user);
  visitor(self.memory.user_lang);
  visitor(self.context.user_turns);
  visitor(self.context.answered);
  visitor(self.context.answer_asks);
  visitor(self.context.answer_fallback);
  visitor(self.context.answer_refusal);
  visitor(self.context.answer_apology);
  visitor(self.context.previous_frustration);
}

}  // namespace undertone
