// Sealed events to send about. Values differ from each other, so that a mix-up shows.
import { Unscored } from "../../../tag/src/conversation/unscored.ts";
import { uuidV7 } from "../../../tag/src/event/randomId.ts";
import { type SealedEvent, seal } from "../../../tag/src/event/seal.ts";
import type { CoreEvent, Envelope, TagEvent } from "../../../wasm/event.gen.ts";

export const startMs = 1_700_000_000_123;

export function envelope(change: Partial<Envelope> = {}): Envelope {
  return {
    event_id: change.event_id ?? uuidV7(startMs),
    time_ms: startMs,
    observed_time_ms: startMs + 7,
    sequence: 0,
    conversation_id: "c0ffee00c0ffee00c0ffee00c0ffee00",
    session_id: "5e5510005e5510005e5510005e551000",
    app: "support-bot",
    bot_model: "m-1",
    page_route: "/orders/:id",
    tag_version: "0.1.0",
    engine: "wasm_simd",
    sample_rate: 100,
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    span_id: "b7ad6b7169203331",
    ...change,
  };
}

const unscored = new Unscored();

export const userMessage = {
  ...unscored.message({ kind: "message", role: "user", time_ms: 0 }, 12),
  kind: "user_message",
  lang: "en",
  turn_index: 3,
  sentiment_label: "negative",
  sentiment_score: -40,
  frustration_label: "strong",
  frustration_score: 82,
  frustration_cues: ["insult", "capitals"],
  risk: ["churn"],
  pii: { EMAIL_ADDRESS: 2 },
} as CoreEvent;

export const assistantMessage = {
  ...unscored.message({ kind: "message", role: "assistant", time_ms: 900, latency_ms: 900 }, 40),
  apology: true,
} as CoreEvent;

export const conversation: CoreEvent = unscored.summary("open");

export const moment: CoreEvent = {
  kind: "moment",
  moment: "frustration_spike",
  turn_index: 3,
  lang: "en",
  model_version: 1,
  frustration_score: 82,
  risk: [],
};

export const sealed = (
  core: CoreEvent | TagEvent = userMessage,
  change: Partial<Envelope> = {},
): SealedEvent => seal(envelope(change), core);
