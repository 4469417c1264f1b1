#include "core/records.h"

#include "core/base/hundredths.h"
#include "core/conversation/clock.h"
#include "core/conversation/experience.h"
#include "core/conversation/outcome.h"

namespace undertone {
namespace {

std::int32_t hundredths(float score) noexcept { return to_hundredths(static_cast<double>(score)); }

MomentEvent moment_record(const MomentNote& note, const ConversationState& state) noexcept {
  MomentEvent record;
  record.moment = note.moment;
  record.turn_index = note.turn_index;
  record.lang = state.main_language();
  record.model_version = state.model_version;
  record.frustration_score = note.frustration;
  record.risk = note.risk;
  return record;
}

void summarise_times(const ConversationState& state, ConversationEvent& record) noexcept {
  record.duration_ms = elapsed(state.first_message_ms, state.last_message_ms).value_or(0);
  record.first_response_ms = state.first_response_ms;
  record.response_p50_ms = state.response_times.at(50);
  record.response_p95_ms = state.response_times.at(95);
}

void summarise_affect(const ConversationState& state, ConversationEvent& record) noexcept {
  record.sentiment_start = state.sentiment.start();
  record.sentiment_end = state.sentiment.end();
  record.sentiment_slope = state.sentiment.slope();
  record.sentiment_min = state.sentiment.least();
  if (state.frustration_peak) {
    record.frustration_peak = static_cast<std::int32_t>(*state.frustration_peak);
    record.frustration_peak_turn = state.frustration_peak_turn;
  }
  record.mild_turns = state.mild_turns;
  record.strong_turns = state.strong_turns;
}

void summarise_counts(const ConversationState& state, ConversationEvent& record) noexcept {
  record.user_turns = state.user_turns;
  record.assistant_turns = state.assistant_turns;
  record.scored_turns = state.scored_turns;
  record.repeats = state.repeats;
  record.rephrases = state.rephrases;
  record.refines = state.refines;
  record.longest_rephrase_chain = state.longest_rephrase_chain;
  record.loops = state.loops;
  record.stalled = state.stalled;
  record.positive_feedback = state.positive_feedback;
  record.corrections = state.corrections;
  record.clarifications = state.clarifications;
  record.challenges = state.challenges;
  record.escalation_requests = state.escalation_requests;
  record.abuse_turns = state.abuse_turns;
  record.fallbacks = state.fallbacks;
  record.refusals = state.refusals;
  record.apologies = state.apologies;
  record.handoffs_offered = state.handoffs_offered;
  record.errors = state.errors;
  record.stalls = state.stalls;
  record.risk = state.risk;
  record.pii = state.pii;
  record.actions = state.actions;
  record.moments = state.moments;
}

void summarise_experience(const ConversationState& state, ConversationEvent& record) noexcept {
  const Experience experience = experience_of(state);
  record.experience = experience.score;
  record.experience_frustration = experience.frustration;
  record.experience_rephrase = experience.rephrase;
  record.experience_sentiment = experience.sentiment;
  record.experience_outcome = experience.outcome;
  record.experience_speed = experience.speed;
}

}  // namespace

UserMessageEvent user_record(const UserSignals& signals, const Step& step) noexcept {
  UserMessageEvent record;
  record.turn_index = step.turn_index;
  record.lang = signals.lang;
  record.model_version = signals.model_version;
  record.sentiment_label = signals.sentiment_label;
  record.sentiment_score = hundredths(signals.sentiment);
  record.emotion = signals.emotion;
  record.emotion_score = hundredths(signals.emotion_score);
  record.frustration_label = signals.frustration_label;
  record.frustration_score = hundredths(signals.frustration);
  record.frustration_cues = signals.frustration_cues;
  record.rephrase_label = signals.rephrase_label;
  record.rephrase_score = hundredths(signals.rephrase);
  record.rephrase_of = signals.rephrase_of;
  record.feedback = signals.feedback;
  record.feedback_score = hundredths(signals.feedback_score);
  record.act = signals.act;
  record.act_score = hundredths(signals.act_score);
  record.topic = signals.topic;
  record.theme = signals.theme;
  record.risk = signals.risk;
  record.pii = signals.pii;
  record.length_codepoints = signals.length_codepoints;
  record.length_tokens = signals.length_tokens;
  record.since_answer_ms = step.since_answer_ms;
  return record;
}

AssistantMessageEvent assistant_record(const Answer& answer) noexcept {
  const AssistantSignals& signals = answer.signals;
  AssistantMessageEvent record;
  record.turn_index = answer.turn_index;
  record.revision = answer.revision;
  record.lang = signals.lang;
  record.model_version = signals.model_version;
  record.latency_ms = answer.latency_ms;
  record.first_token_ms = answer.first_token_ms;
  record.stalls = answer.stalls;
  record.error = answer.error;
  record.length_codepoints = signals.length_codepoints;
  record.length_tokens = signals.length_tokens;
  record.fallback = signals.fallback;
  record.refusal = signals.refusal;
  record.apology = signals.apology;
  record.handoff_offered = signals.handoff_offered;
  record.handoff_done = signals.handoff_done;
  record.asks_question = signals.asks_question;
  record.repeat = hundredths(signals.repeat);
  if (signals.relevance) record.relevance = hundredths(*signals.relevance);
  record.lang_mismatch = signals.lang_mismatch;
  record.pii = signals.pii;
  record.actions = answer.actions;
  record.read_ms = answer.read_ms;
  return record;
}

ConversationEvent conversation_record(const ConversationState& state) noexcept {
  const OutcomeResult result = outcome_of(state);
  ConversationEvent record;
  record.final = state.ended();
  record.end_reason = state.end_reason;
  record.outcome = result.outcome;
  record.evidence = result.evidence;
  record.lang = state.main_language();
  record.model_version = state.model_version;
  summarise_times(state, record);
  summarise_affect(state, record);
  summarise_counts(state, record);
  summarise_experience(state, record);
  record.reopened = state.reopened;
  return record;
}

void add_step(const Step& step, Update& update) noexcept {
  for (std::size_t i = 0; i < step.moments.size; ++i) {
    update.moments[update.num_moments++] = moment_record(step.moments.notes[i], step.state);
  }
  update.conversation = conversation_record(step.state);
}

}  // namespace undertone
