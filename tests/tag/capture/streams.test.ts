// Streams as the usual protocols send them, whole and cut into single characters: the same answer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Exchange } from "../../../tag/src/capture/network/exchange.ts";

const sse = (...values: unknown[]): string =>
  values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("");
const lines = (...values: unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

interface Case {
  type?: string;
  body: string;
  text: string;
  isDone?: boolean;
  failure?: string;
  finishReason?: string;
  model?: string;
  usage?: object;
}

const cases: Record<string, Case> = {
  "OpenAI chat completions": {
    type: "text/event-stream",
    body: `${sse(
      { model: "m", choices: [{ delta: { role: "assistant" } }] },
      { choices: [{ delta: { content: "Hel" } }] },
      { choices: [{ delta: { content: "lo" } }] },
      { choices: [{ delta: {}, finish_reason: "stop" }] },
      { choices: [], usage: { prompt_tokens: 12, completion_tokens: 2 } },
    )}data: [DONE]\n\n`,
    text: "Hello",
    isDone: true,
    finishReason: "stop",
    model: "m",
    usage: { inputTokens: 12, outputTokens: 2 },
  },
  "OpenAI chat completions, not streamed": {
    type: "application/json",
    body: JSON.stringify({
      model: "org/m-2024.05:free",
      choices: [{ message: { role: "assistant", content: "Hello" }, finish_reason: "length" }],
      usage: { prompt_tokens: 12, completion_tokens: 2, total_tokens: 14 },
    }),
    text: "Hello",
    isDone: true,
    finishReason: "length",
    model: "org/m-2024.05:free",
    usage: { inputTokens: 12, outputTokens: 2 },
  },
  "OpenAI responses": {
    type: "text/event-stream",
    body: `event: response.output_text.delta\n${sse({ type: "response.output_text.delta", delta: "Hello" })}event: response.completed\n${sse({ type: "response.completed", response: { model: "m", status: "completed", usage: { input_tokens: 3, output_tokens: 1 } } })}`,
    text: "Hello",
    isDone: true,
    finishReason: "stop",
    model: "m",
    usage: { inputTokens: 3, outputTokens: 1 },
  },
  "OpenAI responses that are cut short": {
    type: "text/event-stream",
    body: sse(
      { type: "response.created", response: { model: "m" } },
      { type: "response.output_text.delta", delta: "Hello" },
      {
        type: "response.incomplete",
        response: { incomplete_details: { reason: "max_output_tokens" } },
      },
    ),
    text: "Hello",
    isDone: true,
    finishReason: "length",
    model: "m",
  },
  "OpenAI responses that fail": {
    type: "text/event-stream",
    body: sse({ type: "response.failed", response: {} }),
    text: "",
    failure: "stream",
  },
  "AI SDK UI message stream": {
    type: "text/event-stream",
    body: `${sse(
      { type: "start" },
      { type: "text-start", id: "0" },
      { type: "text-delta", id: "0", delta: "Hel" },
      { type: "text-delta", id: "0", delta: "lo" },
      { type: "text-end", id: "0" },
      {
        type: "finish",
        finishReason: "content-filter",
        messageMetadata: { model: "m", totalUsage: { inputTokens: 5, outputTokens: 2 } },
      },
    )}data: [DONE]\n\n`,
    text: "Hello",
    isDone: true,
    finishReason: "content_filter",
    model: "m",
    usage: { inputTokens: 5, outputTokens: 2 },
  },
  "AI SDK data stream": {
    type: "text/plain; charset=utf-8",
    body: `f:{"messageId":"m"}\n0:"Hel"\n0:"lo"\ne:{"finishReason":"stop"}\nd:{"finishReason":"stop","usage":{"promptTokens":4,"completionTokens":2}}\n`,
    text: "Hello",
    isDone: true,
    finishReason: "stop",
    usage: { inputTokens: 4, outputTokens: 2 },
  },
  "AI SDK data stream with an error": {
    body: `0:"Hel"\n3:"overloaded"\n`,
    text: "Hel",
    failure: "stream",
  },
  "AG-UI": {
    type: "text/event-stream",
    body: sse(
      { type: "RUN_STARTED", threadId: "t", runId: "r" },
      { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hello" },
      { type: "TEXT_MESSAGE_END", messageId: "m" },
      {
        type: "RUN_FINISHED",
        threadId: "t",
        runId: "r",
        result: { model: "m", usage: { input_tokens: 6, output_tokens: 1 } },
      },
    ),
    text: "Hello",
    isDone: true,
    model: "m",
    usage: { inputTokens: 6, outputTokens: 1 },
  },
  "AG-UI with an error": {
    type: "text/event-stream",
    body: sse({ type: "RUN_ERROR", message: "Too many requests", code: "rate_limit_exceeded" }),
    text: "",
    failure: "http_429",
  },
  "Anthropic messages": {
    type: "text/event-stream",
    body: `event: message_start\n${sse({ type: "message_start", message: { model: "m", usage: { input_tokens: 9, output_tokens: 1 } } })}event: content_block_delta\n${sse({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } })}event: message_delta\n${sse({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } })}event: message_stop\n${sse({ type: "message_stop" })}`,
    text: "Hello",
    isDone: true,
    finishReason: "stop",
    model: "m",
    usage: { inputTokens: 9, outputTokens: 5 },
  },
  "Anthropic messages, not streamed": {
    type: "application/json",
    body: JSON.stringify({
      type: "message",
      role: "assistant",
      model: "m",
      content: [{ type: "text", text: "Hello" }],
      stop_reason: "tool_use",
      usage: { input_tokens: 9, output_tokens: 5 },
    }),
    text: "Hello",
    finishReason: "tool_calls",
    model: "m",
    usage: { inputTokens: 9, outputTokens: 5 },
  },
  "Anthropic messages that fail": {
    type: "text/event-stream",
    body: `event: error\n${sse({ type: "error", error: { type: "timeout_error", message: "Late." } })}`,
    text: "",
    failure: "timeout",
  },
  "Anthropic thinking is not the answer": {
    type: "text/event-stream",
    body: sse(
      { type: "content_block_delta", delta: { type: "thinking_delta", thinking: "hmm" } },
      { type: "content_block_delta", delta: { type: "text_delta", text: "Hello" } },
    ),
    text: "Hello",
  },
  "n8n lines under the type of one JSON": {
    type: "application/json; charset=utf-8",
    body: lines(
      { type: "begin", metadata: { nodeId: "n" } },
      { type: "item", content: "Hel", metadata: { nodeId: "n" } },
      { type: "item", content: "lo", metadata: { nodeId: "n" } },
      { type: "end", metadata: { nodeId: "n" } },
    ),
    text: "Hello",
    isDone: true,
  },
  Flowise: {
    type: "text/event-stream",
    body: `message:\n${sse({ event: "start", data: "" })}message:\n${sse({ event: "token", data: "Hel" })}message:\n${sse({ event: "token", data: "lo" })}message:\n${sse({ event: "usageMetadata", data: { input_tokens: 8, output_tokens: 2 } })}message:\n${sse({ event: "end", data: "[DONE]" })}`,
    text: "Hello",
    isDone: true,
    usage: { inputTokens: 8, outputTokens: 2 },
  },
  Gemini: {
    type: "application/json",
    body: JSON.stringify([
      { candidates: [{ content: { parts: [{ text: "Hel" }] } }], modelVersion: "m" },
      {
        candidates: [{ content: { parts: [{ text: "lo" }] }, finishReason: "SAFETY" }],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
        modelVersion: "m",
      },
    ]),
    text: "Hello",
    finishReason: "content_filter",
    model: "m",
    usage: { inputTokens: 3, outputTokens: 2 },
  },
  Ollama: {
    body: lines(
      { model: "m:7b", message: { content: "Hel" }, done: false },
      {
        message: { content: "lo" },
        done: true,
        done_reason: "stop",
        prompt_eval_count: 7,
        eval_count: 2,
      },
    ),
    text: "Hello",
    isDone: true,
    finishReason: "stop",
    model: "m:7b",
    usage: { inputTokens: 7, outputTokens: 2 },
  },
  "a shop's own JSON, whose models are none of ours": {
    type: "application/json",
    body: JSON.stringify({ reply: "Hello", model: "Roadster", usage: "daily" }),
    text: "Hello",
  },
  "a model that is named in a sentence": {
    type: "application/json",
    body: JSON.stringify({ model: "what I said", choices: [{ message: { content: "Hello" } }] }),
    text: "Hello",
  },
  "JSON values without line breaks": {
    body: `{"token":"Hel"}{"token":"lo"}`,
    text: "Hello",
  },
  "a JSON answer of a service that nobody knows": {
    type: "application/json",
    body: JSON.stringify({ ok: true, data: { reply: "Hello", confidence: 0.8 } }),
    text: "Hello",
  },
  "plain text": { type: "text/plain", body: "Hello, you", text: "Hello, you" },
  "events with text instead of JSON": {
    type: "text/event-stream",
    body: "data: Hel\n\ndata: lo\n\n: ping\n\n",
    text: "Hello",
  },
  "typed values whose text has a name of its own": {
    type: "text/event-stream",
    body: sse({ type: "text", msg: "Hel" }, { type: "text", msg: "lo" }),
    text: "Hello",
  },
  "a service that says only that it did not succeed": {
    type: "text/event-stream",
    body: sse({ msg: "Hello" }, { state: "completed", success: false, output: {} }),
    text: "Hello",
    failure: "stream",
  },
  "a service that names its values by kind": {
    type: "text/event-stream",
    body: sse({ kind: "delta", text: "Hello" }, { kind: "failed", reason: "overloaded" }),
    text: "Hello",
    failure: "stream",
  },
  "a message that is marked as an error": {
    body: lines({ message: "The model is busy", isError: true }),
    text: "",
    failure: "stream",
  },
  "a job whose status is to have failed": {
    type: "application/json",
    body: JSON.stringify({ id: 7, status: "failed" }),
    text: "",
    failure: "stream",
  },
  "a message that is marked as no error": {
    body: lines({ text: "Hello", isError: false, ok: true, status: "failed over, up again" }),
    text: "Hello",
  },
  "an error in JSON": {
    type: "text/event-stream",
    body: sse({ error: { message: "overloaded" } }),
    text: "",
    failure: "stream",
  },
};

/** `body` in pieces of `size` characters through a fresh exchange. */
function exchangeOf({ type = "", body }: Case, size: number): Exchange {
  let now = 0;
  const exchange = new Exchange(
    () => now++,
    () => {},
  );
  exchange.head(200, type);
  for (let at = 0; at < body.length; at += size) exchange.chunk(body.slice(at, at + size));
  exchange.end();
  return exchange;
}

describe("a stream is read", () => {
  for (const [name, one] of Object.entries(cases)) {
    // Plain text has no frames to be found again.
    const sizes = name === "plain text" ? [100] : [1, 7, 100_000];
    for (const size of sizes) {
      it(`${name}, in pieces of ${size}`, () => {
        const exchange = exchangeOf(one, size);
        assert.equal(exchange.text, one.text);
        assert.equal(exchange.isDone, one.isDone ?? false);
        assert.equal(exchange.failure, one.failure);
        assert.equal(exchange.finishReason, one.finishReason);
        assert.equal(exchange.model, one.model);
        assert.deepEqual(exchange.usage, one.usage);
      });
    }
  }

  it("whose bytes are no protocol at all, without an error", () => {
    for (const body of ["{", '{"a":', "[[[", "data:", "\0\0\0", "0:", "}{", "data: {\n\n"]) {
      assert.equal(exchangeOf({ body, text: "" }, 1).failure, undefined);
    }
  });
});
