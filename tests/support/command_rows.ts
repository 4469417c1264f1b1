// Events as the rows that `undertone score` writes, so that the two can be compared.
import type {
  AssistantMessageEvent,
  ConversationEvent,
  MomentEvent,
  UserMessageEvent,
} from "@undertone/wasm";

const fraction = (hundredths: number): number => hundredths / 100;
const orNull = (value: number | undefined): number | null => value ?? null;
const fractionOrNull = (value: number | undefined) =>
  value === undefined ? null : fraction(value);

function topicOf({ topic, theme }: UserMessageEvent): number | string {
  if (topic !== 0) return topic;
  return theme === 0 ? "none" : `theme-${theme}`;
}

/** What is left out where there is none. */
const ifAny = (name: string, value: number | undefined): Record<string, number> =>
  value ? { [name]: value } : {};

const ifKnown = (name: string, value: number | undefined): Record<string, number> =>
  value === undefined ? {} : { [name]: value };

/** `userTurns`: indices of the user messages so far, this one last. */
export function userRow(event: UserMessageEvent, userTurns: readonly number[]): object {
  const isKnown = (label: string) => label !== "unscored";
  const back =
    event.rephrase_of > 0 ? userTurns[userTurns.length - 1 - event.rephrase_of] : undefined;
  return {
    index: event.turn_index,
    role: "user",
    lang: event.lang,
    sentiment: {
      score: isKnown(event.sentiment_label) ? fraction(event.sentiment_score) : null,
      label: event.sentiment_label,
    },
    emotion: {
      label: event.emotion,
      score: isKnown(event.emotion) ? fraction(event.emotion_score) : null,
    },
    frustration: {
      score: isKnown(event.frustration_label) ? fraction(event.frustration_score) : null,
      label: event.frustration_label,
      cues: event.frustration_cues,
    },
    rephrase: {
      label: event.rephrase_label,
      score: fraction(event.rephrase_score),
      of: orNull(back),
    },
    feedback: event.feedback,
    act: event.act,
    topic: topicOf(event),
    risk: event.risk,
    pii: event.pii,
    length_codepoints: event.length_codepoints,
    length_tokens: event.length_tokens,
    ...ifAny("edits", event.edits),
    ...ifKnown("since_answer_ms", event.since_answer_ms),
  };
}

export function answerRow(event: AssistantMessageEvent): object {
  return {
    index: event.turn_index,
    role: "assistant",
    lang: event.lang,
    fallback: event.fallback,
    refusal: event.refusal,
    apology: event.apology,
    handoff_offered: event.handoff_offered,
    handoff_done: event.handoff_done,
    asks_question: event.asks_question,
    repeat: fraction(event.repeat),
    relevance: fractionOrNull(event.relevance),
    lang_mismatch: event.lang_mismatch,
    pii: event.pii,
    length_codepoints: event.length_codepoints,
    length_tokens: event.length_tokens,
    ...ifKnown("latency_ms", event.latency_ms),
    ...ifKnown("first_token_ms", event.first_token_ms),
    ...ifAny("stalls", event.stalls),
    ...(event.error !== "none" && { error: event.error }),
  };
}

export function momentRow({ moment, turn_index, risk }: MomentEvent): object {
  return { moment, index: turn_index, ...(risk.length > 0 && { risk }) };
}

/** Counts and names that both sides have under the same name. */
const same = [
  "outcome",
  "evidence",
  "lang",
  "model_version",
  "user_turns",
  "assistant_turns",
  "scored_turns",
  "duration_ms",
  "mild_turns",
  "strong_turns",
  "repeats",
  "rephrases",
  "refines",
  "longest_rephrase_chain",
  "loops",
  "stalled",
  "positive_feedback",
  "corrections",
  "clarifications",
  "challenges",
  "escalation_requests",
  "abuse_turns",
  "fallbacks",
  "refusals",
  "apologies",
  "handoffs_offered",
  "errors",
  "stalls",
  "risk",
  "pii",
  "actions",
  "reopened",
] as const;

export function summaryRow(event: ConversationEvent, moments: readonly MomentEvent[]): object {
  return {
    ...Object.fromEntries(same.map((name) => [name, event[name]])),
    experience: {
      score: orNull(event.experience),
      parts: {
        frustration: orNull(event.experience_frustration),
        rephrase: orNull(event.experience_rephrase),
        sentiment: orNull(event.experience_sentiment),
        outcome: orNull(event.experience_outcome),
        speed: orNull(event.experience_speed),
      },
    },
    moments: moments.map(momentRow),
    frustration_peak: fractionOrNull(event.frustration_peak),
    frustration_peak_index: orNull(event.frustration_peak_turn),
    sentiment_start: fractionOrNull(event.sentiment_start),
    sentiment_end: fractionOrNull(event.sentiment_end),
    sentiment_slope: fractionOrNull(event.sentiment_slope),
    sentiment_min: fractionOrNull(event.sentiment_min),
    first_response_ms: orNull(event.first_response_ms),
    response_p50_ms: orNull(event.response_p50_ms),
    response_p95_ms: orNull(event.response_p95_ms),
  };
}
