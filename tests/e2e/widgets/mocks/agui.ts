// AG-UI, as CopilotKit's agents speak it.
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerIn, bodyOf, json, type Run, sse } from "./service.ts";

export async function agUi(
  request: IncomingMessage,
  response: ServerResponse,
  run: Run,
): Promise<boolean> {
  const { url = "", method } = request;
  if (method === "GET" && url.endsWith("/info")) {
    json(response, { version: "1.74.0", agents: {} });
    return true;
  }
  if (method !== "POST") return false;
  const { threadId, runId, method: call } = JSON.parse(await bodyOf(request));
  if (call === "info") {
    json(response, { version: "1.74.0", agents: {} });
    return true;
  }
  const started = sse({ type: "RUN_STARTED", threadId, runId });
  const finished = sse({ type: "RUN_FINISHED", threadId, runId });
  const headers = { "content-type": "text/event-stream" };
  if (!url.startsWith("/chat")) {
    response.writeHead(200, headers);
    response.end(started + finished);
    return true;
  }
  const messageId = `m-${Date.now()}`;
  await answerIn(
    {
      headers,
      begin: (write) => {
        write(started);
        write(sse({ type: "TEXT_MESSAGE_START", messageId, role: "assistant" }));
      },
      token: (delta) => sse({ type: "TEXT_MESSAGE_CONTENT", messageId, delta }),
      end: sse({ type: "TEXT_MESSAGE_END", messageId }) + finished,
      error: sse({ type: "RUN_ERROR", message: "overloaded" }),
    },
    run,
    response,
  );
  return true;
}
