// Typebot's chat API: whole bubbles in JSON, no stream.
import type { IncomingMessage, ServerResponse } from "node:http";
import { kPauseMs, kThinkMs } from "../turns.ts";
import { json, type Run, sleep } from "./service.ts";

const bubble = (text: string) => ({
  id: `b-${Math.random()}`,
  type: "text",
  content: { type: "richText", richText: [{ type: "p", children: [{ text }] }] },
});
const input = { id: "i", type: "text input", options: {} };

export async function typebot(
  { url = "" }: IncomingMessage,
  response: ServerResponse,
  run: Run,
): Promise<boolean> {
  if (!url.startsWith("/api/")) return false;
  if (url.includes("/startChat")) {
    const bot = { id: "shop", version: "6.1", theme: {}, settings: {}, publishedAt: "2026-01-01" };
    json(response, { sessionId: "s", typebot: bot, messages: [bubble("Hello!")], input });
    return true;
  }
  const truth = run.next();
  await sleep(truth.kind === "slow" ? kPauseMs : kThinkMs);
  if (truth.kind === "cut") {
    response.destroy();
  } else if (truth.kind === "status" || truth.kind === "event") {
    response.writeHead(truth.kind === "status" ? 500 : 400, { "content-type": "application/json" });
    response.end('{"message":"overloaded"}');
  } else {
    truth.firstMs = truth.lastMs = Date.now();
    json(response, { messages: [bubble(truth.text)], input, clientSideActions: [] });
  }
  return true;
}
