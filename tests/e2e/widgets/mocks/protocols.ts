// The streaming protocols of the widgets, as their services speak them.
import { type Protocol, sse } from "./service.ts";

const events = { "content-type": "text/event-stream", "cache-control": "no-cache" };

export const aiSdk: Protocol = {
  headers: { ...events, "x-vercel-ai-ui-message-stream": "v1" },
  begin: (write) => {
    write(sse({ type: "start", messageId: `m-${Date.now()}` }));
    write(sse({ type: "text-start", id: "0" }));
  },
  token: (delta) => sse({ type: "text-delta", id: "0", delta }),
  end: `${sse({ type: "text-end", id: "0" })}${sse({ type: "finish" })}data: [DONE]\n\n`,
  error: sse({ type: "error", errorText: "overloaded" }),
};

export const openAi: Protocol = {
  headers: events,
  token: (content) => sse({ choices: [{ index: 0, delta: { content } }] }),
  end: `${sse({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}data: [DONE]\n\n`,
  error: sse({ error: { message: "overloaded", type: "server_error" } }),
};

export const deepChat: Protocol = {
  headers: events,
  token: (text) => sse({ text }),
  end: "",
  error: sse({ error: "overloaded" }),
};

const meta = { nodeId: "n1", nodeName: "Agent", runIndex: 0, itemIndex: 0, timestamp: 1 };
export const n8n: Protocol = {
  headers: { "content-type": "application/json; charset=utf-8" },
  begin: (write) => write(`${JSON.stringify({ type: "begin", metadata: meta })}\n`),
  token: (content) => `${JSON.stringify({ type: "item", content, metadata: meta })}\n`,
  end: `${JSON.stringify({ type: "end", metadata: meta })}\n`,
  error: `${JSON.stringify({ type: "error", content: "overloaded", metadata: meta })}\n`,
};

const flowiseEvent = (event: string, data: unknown): string =>
  `message:\ndata:${JSON.stringify({ event, data })}\n\n`;
export const flowise: Protocol = {
  headers: events,
  begin: (write) => write(flowiseEvent("start", "")),
  token: (token) => flowiseEvent("token", token),
  end:
    flowiseEvent("metadata", { chatId: "c", chatMessageId: "m" }) + flowiseEvent("end", "[DONE]"),
  error: flowiseEvent("error", "overloaded"),
};

export const plainText: Protocol = {
  headers: { "content-type": "text/plain; charset=utf-8" },
  token: (token) => token,
  end: "",
  error: "",
};
