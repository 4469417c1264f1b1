// Attribute names by rule: a tenth of the bytes of the generated table, and a test holds them to it.

/** Fields named `<group>_<rest>` are `chat.<group>.<rest>`. */
const kGroup =
  /^(act|bot|emotion|experience|feedback|frustration|handoff|length|model|rephrase|sentiment|tag|turn)_/;

/** Fields of a group that do not name it. */
const kMembers: readonly (readonly [RegExp, string])[] = [
  [/^(mild|strong)_turns$/, "frustration.$&"],
  [/^(repeats|rephrases|refines)$/, "rephrase.$&"],
  [/^(corrections|clarifications|challenges)$/, "feedback.$&"],
  [/^(dropped|engine_load_ms|internal_errors|retries)$/, "tag.$&"],
  [/^(user|assistant|scored)_turns$/, "turns.$1"],
];

/** Names that OpenTelemetry gives, and the odd ones. */
const kNames: Readonly<Record<string, string>> = {
  event_id: "event.id",
  conversation_id: "gen_ai.conversation.id",
  session_id: "session.id",
  visitor: "user.hash",
  app: "service.name",
  bot_id: "gen_ai.agent.id",
  bot_model: "gen_ai.request.model",
  page_route: "http.route",
  error: "error.type",
  emotion: "chat.emotion.label",
  evidence: "chat.outcome.evidence",
  experience: "chat.experience.score",
  escalation_requests: "chat.escalation.requests",
  handoffs_offered: "chat.handoff.offers",
  longest_rephrase_chain: "chat.rephrase.longest_chain",
  positive_feedback: "chat.feedback.positive",
};

/** Fields that every format has a place of its own for. */
const kApart = /^(kind|time_ms|observed_time_ms|trace_id|span_id)$/;

/** The attribute of a field, or undefined if it is none. */
export function attributeName(field: string): string | undefined {
  if (kApart.test(field)) return undefined;
  let name = field.replace(kGroup, "$1.");
  for (const [pattern, replacement] of kMembers) name = name.replace(pattern, replacement);
  return kNames[field] ?? `chat.${name}`;
}

/** Is the field in hundredths? */
export const isScore = (field: string): boolean =>
  /_score$|^(sentiment_(start|end|slope|min)|frustration_peak|repeat|relevance|experience(_\w+)?)$/.test(
    field,
  );
