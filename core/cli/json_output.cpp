#include "core/cli/json_output.h"

#include <string>

namespace undertone::cli {
namespace {

using Json = nlohmann::ordered_json;

/// 0.31, not 31.
double fraction(std::int32_t hundredths) { return hundredths / 100.0; }

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json fraction_or_null(const std::optional<std::int32_t>& hundredths) {
  return hundredths ? Json(fraction(*hundredths)) : Json(nullptr);
}

template <class Enum>
Json names(EnumSet<Enum> set) {
  Json list = Json::array();
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    if (set.contains(static_cast<Enum>(i))) list.push_back(name_of(static_cast<Enum>(i)));
  }
  return list;
}

template <class Enum>
Json counts(const EnumCounts<Enum>& values) {
  Json object = Json::object();
  for (std::size_t i = 0; i < enum_size<Enum>; ++i) {
    const auto key = static_cast<Enum>(i);
    if (values[key] != 0) object[std::string{name_of(key)}] = values[key];
  }
  return object;
}

/// Part of a whole; null where there is no whole.
Json rate(std::uint32_t part, std::uint32_t whole) {
  if (whole == 0) return nullptr;
  const double exact = static_cast<double>(part) / whole;
  return static_cast<double>(static_cast<std::int64_t>(exact * 10000 + 0.5)) / 10000;
}

/// Labels of the site have names that only `score` knows.
Json topic(const UserMessageEvent& event) {
  if (event.theme != 0) return "theme-" + std::to_string(event.theme);
  return "none";
}

Json rephrase(const UserMessageEvent& event, const std::vector<std::uint32_t>& user_turns) {
  Json of = nullptr;
  if (event.rephrase_of > 0 && event.rephrase_of < user_turns.size()) {
    of = user_turns[user_turns.size() - 1 - event.rephrase_of];
  }
  return {{"label", name_of(event.rephrase_label)},
          {"score", fraction(event.rephrase_score)},
          {"of", std::move(of)}};
}

Json experience(const ConversationEvent& event) {
  return {{"score", or_null(event.experience)},
          {"parts",
           {{"frustration", or_null(event.experience_frustration)},
            {"rephrase", or_null(event.experience_rephrase)},
            {"sentiment", or_null(event.experience_sentiment)},
            {"outcome", or_null(event.experience_outcome)},
            {"speed", or_null(event.experience_speed)}}}};
}

void add_counts(const ConversationEvent& event, Json& out) {
  out["mild_turns"] = event.mild_turns;
  out["strong_turns"] = event.strong_turns;
  out["repeats"] = event.repeats;
  out["rephrases"] = event.rephrases;
  out["refines"] = event.refines;
  out["longest_rephrase_chain"] = event.longest_rephrase_chain;
  out["loops"] = event.loops;
  out["stalled"] = event.stalled;
  out["positive_feedback"] = event.positive_feedback;
  out["corrections"] = event.corrections;
  out["clarifications"] = event.clarifications;
  out["challenges"] = event.challenges;
  out["escalation_requests"] = event.escalation_requests;
  out["abuse_turns"] = event.abuse_turns;
  out["fallbacks"] = event.fallbacks;
  out["refusals"] = event.refusals;
  out["apologies"] = event.apologies;
  out["handoffs_offered"] = event.handoffs_offered;
  out["errors"] = event.errors;
  out["stalls"] = event.stalls;
}

/// SIGNALS section 6; numerators and denominators stand beside them as counts.
Json rates(const ConversationEvent& event) {
  const std::uint32_t later_turns = event.user_turns > 0 ? event.user_turns - 1 : 0;
  return {{"rephrase", rate(event.repeats + event.rephrases, later_turns)},
          {"frustration", rate(event.mild_turns + event.strong_turns, event.scored_turns)},
          {"fallback", rate(event.fallbacks, event.assistant_turns)},
          {"coverage", rate(event.scored_turns, event.user_turns)}};
}

}  // namespace

Json to_json(const UserMessageEvent& event, const std::vector<std::uint32_t>& user_turns) {
  const bool has_sentiment = event.sentiment_label != SentimentLabel::Unscored;
  const bool has_emotion = event.emotion != Emotion::Unscored;
  const bool has_frustration = event.frustration_label != FrustrationLabel::Unscored;
  Json out;
  out["index"] = event.turn_index;
  out["role"] = "user";
  out["lang"] = name_of(event.lang);
  out["sentiment"] = {{"score", has_sentiment ? Json(fraction(event.sentiment_score)) : Json()},
                      {"label", name_of(event.sentiment_label)}};
  out["emotion"] = {{"label", name_of(event.emotion)},
                    {"score", has_emotion ? Json(fraction(event.emotion_score)) : Json()}};
  out["frustration"] = {
      {"score", has_frustration ? Json(fraction(event.frustration_score)) : Json()},
      {"label", name_of(event.frustration_label)},
      {"cues", names(event.frustration_cues)}};
  out["rephrase"] = rephrase(event, user_turns);
  out["feedback"] = name_of(event.feedback);
  out["act"] = name_of(event.act);
  out["topic"] = topic(event);
  out["risk"] = names(event.risk);
  out["pii"] = counts(event.pii);
  out["length_codepoints"] = event.length_codepoints;
  out["length_tokens"] = event.length_tokens;
  if (event.tier != Tier::Core) out["tier"] = name_of(event.tier);
  if (event.edits != 0) out["edits"] = event.edits;
  if (event.since_answer_ms) out["since_answer_ms"] = *event.since_answer_ms;
  return out;
}

Json to_json(const AssistantMessageEvent& event) {
  Json out;
  out["index"] = event.turn_index;
  out["role"] = "assistant";
  out["lang"] = name_of(event.lang);
  out["fallback"] = event.fallback;
  out["refusal"] = event.refusal;
  out["apology"] = event.apology;
  out["handoff_offered"] = event.handoff_offered;
  out["handoff_done"] = event.handoff_done;
  out["asks_question"] = event.asks_question;
  out["repeat"] = fraction(event.repeat);
  out["relevance"] = fraction_or_null(event.relevance);
  out["lang_mismatch"] = event.lang_mismatch;
  out["pii"] = counts(event.pii);
  out["length_codepoints"] = event.length_codepoints;
  out["length_tokens"] = event.length_tokens;
  if (event.latency_ms) out["latency_ms"] = *event.latency_ms;
  if (event.first_token_ms) out["first_token_ms"] = *event.first_token_ms;
  if (event.stalls != 0) out["stalls"] = event.stalls;
  if (event.error != ErrorClass::None) out["error"] = name_of(event.error);
  if (!event.actions.empty()) out["actions"] = counts(event.actions);
  if (event.read_ms) out["read_ms"] = *event.read_ms;
  return out;
}

Json to_json(const MomentEvent& event) {
  Json out{{"moment", name_of(event.moment)}, {"index", event.turn_index}};
  if (!event.risk.empty()) out["risk"] = names(event.risk);
  return out;
}

Json to_json(const ConversationEvent& event, Json moments) {
  Json out;
  out["outcome"] = name_of(event.outcome);
  out["evidence"] = names(event.evidence);
  out["experience"] = experience(event);
  out["moments"] = std::move(moments);
  out["frustration_peak"] = fraction_or_null(event.frustration_peak);
  out["frustration_peak_index"] = or_null(event.frustration_peak_turn);
  out["sentiment_start"] = fraction_or_null(event.sentiment_start);
  out["sentiment_end"] = fraction_or_null(event.sentiment_end);
  out["sentiment_slope"] = fraction_or_null(event.sentiment_slope);
  out["sentiment_min"] = fraction_or_null(event.sentiment_min);
  out["lang"] = name_of(event.lang);
  out["model_version"] = event.model_version;
  out["user_turns"] = event.user_turns;
  out["assistant_turns"] = event.assistant_turns;
  out["scored_turns"] = event.scored_turns;
  out["duration_ms"] = event.duration_ms;
  out["first_response_ms"] = or_null(event.first_response_ms);
  out["response_p50_ms"] = or_null(event.response_p50_ms);
  out["response_p95_ms"] = or_null(event.response_p95_ms);
  add_counts(event, out);
  out["rates"] = rates(event);
  out["risk"] = names(event.risk);
  out["pii"] = counts(event.pii);
  out["actions"] = counts(event.actions);
  out["reopened"] = name_of(event.reopened);
  return out;
}

}  // namespace undertone::cli
