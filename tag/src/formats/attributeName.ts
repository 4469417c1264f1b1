// Attribute names by rule: a tenth of the bytes of the generated table, and a test holds them to it.

/** Fields named `<group>_<rest>` are `chat.<group>.<rest>`. */
const kGroup =
  /^(act|bot|emotion|experience|feedback|frustration|handoff|length|model|rephrase|sentiment|tag|turn)_/;

/** Names that OpenTelemetry gives, and the odd ones. */
const kNames: Readonly<Record<string, string>> = {
  event_id: "event.id",
  conversation_id: "gen_ai.conversation.id",
  session_id: "session.id",
  visitor: "user.hash",
  app: "service.name",
  bot_id: "gen_ai.agent.id",
  bot_model: "gen_ai.request.model",
  response_model: "gen_ai.response.model",
  finish_reasons: "gen_ai.response.finish_reasons",
  input_tokens: "gen_ai.usage.input_tokens",
  output_tokens: "gen_ai.usage.output_tokens",
  page_route: "http.route",
  error: "error.type",
  emotion: "chat.emotion.label",
  experience: "chat.experience.score",
};

/** Fields that every format has a place of its own for. */
const kApart = /^(kind|time_ms|observed_time_ms|trace_id|span_id)$/;

/** The attribute of a field, or undefined if it is none. */
export function attributeName(field: string): string | undefined {
  if (kApart.test(field)) return undefined;
  return kNames[field] ?? `chat.${field.replace(kGroup, "$1.")}`;
}

/** Is the field in hundredths? */
export const isScore = (field: string): boolean =>
  /_score$|^(sentiment_(start|end|slope|min)|frustration_peak|repeat|relevance|experience.*)$/.test(
    field,
  );
