// The five ways in which tags lose events.
import type { ServerResponse } from "node:http";

/** Answers a request; whether its events count as received. */
export type Answer = (
  response: ServerResponse,
  sinceStartMs: number,
  index: number,
) => "taken" | "refused";

export interface Scenario {
  messages: number;
  /** how often the visitor says that and moves on */
  pages: number;
  answer: Answer;
}

const kOutageMs = 9000;

const take: Answer = (response) => {
  response.setHeader("content-type", "application/json");
  response.end('{"success":true,"code":200}');
  return "taken";
};

export const scenarios: Record<string, Scenario> = {
  "20 events then navigate, 8 times": { messages: 20, pages: 8, answer: take },
  "200 events then navigate, 3 times": { messages: 200, pages: 3, answer: take },
  "503 for 9 s": {
    messages: 20,
    pages: 0,
    answer(response, ms, index) {
      if (ms > kOutageMs) return take(response, ms, index);
      response.writeHead(503).end();
      return "refused";
    },
  },
  "429 with Retry-After 5": {
    messages: 20,
    pages: 0,
    answer(response, ms, index) {
      if (index > 0 && ms > 5000) return take(response, ms, index);
      response.writeHead(429, { "retry-after": "5" }).end();
      return "refused";
    },
  },
  "resets for 9 s and a reload": {
    messages: 20,
    pages: 1,
    answer(response, ms, index) {
      if (ms > kOutageMs) return take(response, ms, index);
      response.destroy();
      return "refused";
    },
  },
};
