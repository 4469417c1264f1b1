// What an event costs on the wire: its share of a compressed batch of 20.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { randomId, uuidV7 } from "../../../tag/src/event/randomId.ts";
import type { FormatName } from "../../../tag/src/formats/format.ts";
import { formats } from "../../../tag/src/formats/formats.ts";
import { assistantMessage, conversation, sealed, startMs, userMessage } from "../support/events.ts";

/** A chat: messages in turn, each with other numbers, and a summary at the end. */
function chat() {
  const session_id = randomId();
  const conversation_id = randomId();
  return Array.from({ length: 20 }, (_, i) => {
    const core = i === 19 ? conversation : i % 2 ? assistantMessage : userMessage;
    const varied = {
      ...core,
      turn_index: i,
      ...(core === userMessage && {
        sentiment_score: ((i * 37) % 200) - 100,
        frustration_score: (i * 53) % 100,
        length_codepoints: 20 + ((i * 71) % 180),
        length_tokens: 4 + ((i * 17) % 40),
        frustration_cues: i % 4 ? [] : ["complaint"],
        risk: [],
        pii: {},
      }),
      ...(core === assistantMessage && { latency_ms: 700 + ((i * 977) % 3000) }),
    };
    const time_ms = startMs + i * 13_457 + ((i * 7919) % 1000);
    return sealed(varied as never, {
      event_id: uuidV7(time_ms),
      time_ms,
      observed_time_ms: time_ms + 11,
      sequence: i,
      session_id,
      conversation_id,
      trace_id: undefined as never,
      span_id: undefined as never,
    });
  });
}

/** Bytes an event; OTLP's is promised, the others are what they are and shall not grow. */
const budgets: Record<FormatName, number> = {
  otlp: 120,
  ndjson: 120,
  cloudevents: 150,
  snowplow: 150,
  segment: 120,
  posthog: 120,
  faro: 120,
};

for (const [name, budget] of Object.entries(budgets)) {
  test(`${name}: an event of a batch of 20 is under ${budget} bytes`, (t) => {
    const events = chat();
    const format = formats[name as FormatName]({ url: "", key: "key" });
    const fragments = events.map((event) => format.encode(event));
    const context = { app: "support-bot", sentAtMs: startMs };
    const { body } = format.join(fragments, events, context);
    const share = gzipSync(body).length / events.length;
    t.diagnostic(`${share.toFixed(1)} bytes compressed, ${(body.length / 20).toFixed(0)} before`);
    assert.ok(share < budget, `${share} bytes`);
  });
}
