// What all mock services share: whose turn it is, and how an answer streams.
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  answers,
  type Kind,
  kinds,
  kPauseMs,
  kThinkMs,
  kTokenMs,
  type Truth,
  tokensOf,
} from "../turns.ts";

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** One run of one widget: hands out the turns in order and notes the truth. */
export class Run {
  readonly truths: Truth[] = [];

  constructor(private readonly _kinds: readonly Kind[] = kinds) {}

  next(): Truth {
    const kind = this._kinds[this.truths.length] ?? "last";
    const truth: Truth = {
      kind,
      text: answers[kind],
      askedMs: Date.now(),
      firstMs: undefined,
      lastMs: undefined,
    };
    this.truths.push(truth);
    return truth;
  }

  /** Calls `say` for each piece of the answer, in its time. */
  async speak(truth: Truth, say: (token: string) => void): Promise<void> {
    await sleep(kThinkMs);
    const tokens = tokensOf(truth.text);
    for (const [at, token] of tokens.entries()) {
      if (truth.kind === "slow" && at === Math.floor(tokens.length / 2)) await sleep(kPauseMs);
      say(token);
      truth.lastMs = Date.now();
      truth.firstMs ??= truth.lastMs;
      await sleep(kTokenMs);
    }
  }
}

/** How a protocol writes an answer. */
export interface Protocol {
  headers: Record<string, string>;
  begin?(write: (text: string) => void): void;
  token(token: string): string;
  end: string;
  /** empty where the protocol has no word for it: the stream breaks off */
  error: string;
}

/** Answers one request of the chat in `protocol`. */
export async function answerIn(
  protocol: Protocol,
  run: Run,
  response: ServerResponse,
): Promise<void> {
  const truth = run.next();
  if (truth.kind === "status") {
    await sleep(kThinkMs);
    response.writeHead(500, { "content-type": "application/json" });
    response.end('{"error":"internal"}');
    return;
  }
  response.writeHead(200, protocol.headers);
  response.flushHeaders();
  protocol.begin?.((text) => response.write(text));
  await run.speak(truth, (token) => response.write(protocol.token(token)));
  const isCut = truth.kind === "cut" || (truth.kind === "event" && !protocol.error);
  truth.isCut = isCut;
  if (isCut) response.destroy();
  else if (truth.kind === "event") response.end(protocol.error);
  else response.end(protocol.end);
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}

export const sse = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
export const json = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
};
