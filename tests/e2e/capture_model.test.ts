// What a stream tells beside the words of an answer (model, tokens, why it ended, how it failed) and
// the trace of its request arrive in the event of that answer, whatever protocol it is.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Browser, callSource, type Page, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { repository } from "../support/repository.ts";

const kAnswer = "It is on its way to you.";
const sse = (...values: unknown[]): string =>
  values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("");

interface Service {
  type?: string;
  status?: number;
  body: string;
  /** fields of the answer's event */
  told: Record<string, unknown>;
}

const tokens = { input_tokens: 21, output_tokens: 8 };
const services: Record<string, Service> = {
  completions: {
    body: `${sse(
      { model: "m-1", choices: [{ delta: { content: kAnswer } }] },
      { model: "m-1", choices: [{ delta: {}, finish_reason: "stop" }] },
      { choices: [], usage: { prompt_tokens: 21, completion_tokens: 8 } },
    )}data: [DONE]\n\n`,
    told: { response_model: "m-1", finish_reasons: ["stop"], ...tokens },
  },
  responses: {
    body: sse(
      { type: "response.created", response: { model: "m-2" } },
      { type: "response.output_text.delta", delta: kAnswer },
      {
        type: "response.incomplete",
        response: { incomplete_details: { reason: "max_output_tokens" }, usage: tokens },
      },
    ),
    told: { response_model: "m-2", finish_reasons: ["length"], ...tokens },
  },
  anthropic: {
    body: sse(
      { type: "message_start", message: { model: "m-3", usage: { ...tokens, output_tokens: 1 } } },
      { type: "content_block_delta", delta: { type: "text_delta", text: kAnswer } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 8 } },
      { type: "message_stop" },
    ),
    told: { response_model: "m-3", finish_reasons: ["stop"], ...tokens },
  },
  ai_sdk: {
    body: `${sse(
      { type: "start", messageMetadata: { model: "m-4" } },
      { type: "text-delta", id: "0", delta: kAnswer },
      {
        type: "finish",
        finishReason: "tool-calls",
        messageMetadata: { totalUsage: { inputTokens: 21, outputTokens: 8 } },
      },
    )}data: [DONE]\n\n`,
    told: { response_model: "m-4", finish_reasons: ["tool_calls"], ...tokens },
  },
  ag_ui: {
    body: sse(
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: kAnswer },
      { type: "RUN_FINISHED", result: { model: "m-5", finish_reason: "stop", usage: tokens } },
    ),
    told: { response_model: "m-5", finish_reasons: ["stop"], ...tokens },
  },
  flowise: {
    body: `message:\n${sse({ event: "token", data: kAnswer })}message:\n${sse({ event: "usageMetadata", data: tokens })}message:\n${sse({ event: "end", data: "[DONE]" })}`,
    told: tokens,
  },
  lines: {
    type: "application/x-ndjson",
    body: `${JSON.stringify({ model: "m:7b", message: { content: kAnswer }, done: false })}\n${JSON.stringify({ model: "m:7b", done: true, done_reason: "length", prompt_eval_count: 21, eval_count: 8 })}\n`,
    told: { response_model: "m:7b", finish_reasons: ["length"], ...tokens },
  },
  unknown: {
    type: "application/json",
    body: JSON.stringify({ reply: kAnswer, model: "a sentence, and no name", usage: "high" }),
    told: {},
  },
  limited: {
    body: sse({ error: { type: "rate_limit_error", message: "Too many requests" } }),
    told: { error: "http_429" },
  },
  broken: { status: 503, body: "", told: { error: "http_5xx" } },
};

/** A chat that asks by fetch or XMLHttpRequest and shows the answer when all of it is there. */
function chat(answer: string): void {
  const list = document.body.appendChild(document.createElement("div"));
  const field = document.body.appendChild(document.createElement("textarea"));
  field.id = "field";
  field.placeholder = "Ask something";
  const say = (role: string, text: string) => {
    const row = document.createElement("p");
    row.textContent = text;
    if (field.dataset.marks) row.setAttribute("data-undertone-role", role);
    list.append(row);
  };
  const ask = async (path: string, body: string) => {
    if (!path.startsWith("/xhr/")) {
      const response = await fetch(path, { method: "POST", body });
      return `${response.ok} ${await response.text()}`;
    }
    const request = new XMLHttpRequest();
    request.open("POST", path.slice(4));
    request.send(body);
    await new Promise((done) => request.addEventListener("loadend", done));
    return `${request.status === 200} ${request.responseText}`;
  };
  field.onkeydown = async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value;
    field.value = "";
    say("user", text);
    const got = await ask(field.dataset.path ?? "", JSON.stringify({ text }));
    const isGood = got.startsWith("true") && !got.includes("error");
    say(isGood ? "assistant" : "error", isGood ? answer : "That did not work.");
  };
}

interface Told {
  kind: string;
  turn_index?: number;
  trace_id?: string;
  span_id?: string;
  [field: string]: unknown;
}

describe("an answer's event tells", () => {
  let browser: Browser;
  let page: Page;
  let site: Server;
  const events: Told[] = [];
  const traces: (string | undefined)[] = [];

  before(async () => {
    site = createServer(async (request, response) => {
      const path = request.url ?? "/";
      let body = "";
      for await (const piece of request) body += piece;
      const { type = "text/html", status = 200, body: answer = "" } = services[path.slice(1)] ?? {};
      if (path.slice(1) in services) {
        traces.push(request.headers.traceparent as string | undefined);
        response.writeHead(status, {
          "content-type": type === "text/html" ? "text/event-stream" : type,
        });
        response.end(answer);
      } else if (path === "/events") {
        for (const line of body.trim().split("\n")) events.push(JSON.parse(line));
        response.end();
      } else if (path.endsWith(".js")) {
        response.writeHead(200, { "content-type": "text/javascript" });
        response.end(await readFile(join(repository, "tag/dist", path)));
      } else {
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
        response.end(`<!doctype html><link rel="icon" href="data:,"><body>
          <script src="/undertone.js" data-app="shop" data-format="ndjson"
            data-collector="/events" data-compression="none" data-traceparent="on"></script>
          <script>${callSource(chat, [kAnswer])}</script>`);
      }
    });
    site.listen(0, "127.0.0.1");
    await once(site, "listening");
    browser = await launch("chromium");
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  });
  after(async () => {
    await browser?.close();
    site.close();
    site.closeAllConnections();
  });

  /** The event of the answer to one more question; earlier answers may be told again meanwhile. */
  async function answerOf(path: string): Promise<Told> {
    const indexes = events.map(({ turn_index = -1 }) => turn_index);
    const last = Math.max(-1, ...indexes);
    await page.evaluate((given) => {
      const field = document.querySelector("textarea") as HTMLTextAreaElement;
      field.dataset.path = given;
    }, path);
    await page.click("#field");
    await page.type(`Where is my order? ${path}`);
    await page.press("Enter");
    return until(
      async () => {
        await page.evaluate(() => globalThis.undertone.push(["flush"]));
        return events.find(({ kind, turn_index = -1 }) => {
          return kind === "assistant_message" && turn_index > last;
        });
      },
      { what: `the answer of ${path}` },
    );
  }

  const names = "response_model finish_reasons input_tokens output_tokens".split(" ");
  for (const [name, { told }] of Object.entries(services)) {
    const isBoth = name === "completions" || name === "broken";
    for (const path of isBoth ? [`/${name}`, `/xhr/${name}`] : [`/${name}`]) {
      it(`what ${path} said`, async () => {
        const answer = await answerOf(path);
        for (const field of names) assert.deepEqual(answer[field], told[field], field);
        assert.equal(answer.error, told.error ?? "none");
        // The request was given a trace, and the turn has its ids.
        const [, traceId, spanId] = traces.at(-1)?.split("-") ?? [];
        assert.match(`${traceId}`, /^[0-9a-f]{32}$/);
        assert.deepEqual([answer.trace_id, answer.span_id], [traceId, spanId]);
        assert.ok(!JSON.stringify(answer).includes("sentence"));
      });
    }
  }

  it("the same again when it is told again", async () => {
    await answerOf("/completions");
    const known = events.length;
    await page.evaluate(() => globalThis.undertone.push(["action", "copied"]));
    const again = await until(
      async () => {
        await page.evaluate(() => globalThis.undertone.push(["flush"]));
        return events.slice(known).find(({ kind }) => kind === "assistant_message");
      },
      { what: "the second telling" },
    );
    assert.deepEqual([again.response_model, again.output_tokens], ["m-1", 8]);
  });

  it("and the question's event how it was typed", async () => {
    const questions = events.filter(({ kind }) => kind === "user_message");
    assert.ok(questions.length > 0);
    for (const { typing_ms, pasted_codepoints } of questions) {
      assert.ok(Number(typing_ms) > 0);
      assert.equal(pasted_codepoints, undefined);
    }
  });

  it("the same of bubbles that the site marks", async () => {
    await page.goto(await page.evaluate(() => location.href));
    events.length = 0;
    await page.evaluate(() => {
      (document.querySelector("textarea") as HTMLTextAreaElement).dataset.marks = "on";
    });
    for (const path of ["/anthropic", "/xhr/completions", "/broken", "/limited"]) {
      const answer = await answerOf(path);
      const { told = {} } = services[path.replace(/.*\//, "")] ?? {};
      for (const field of names) assert.deepEqual(answer[field], told[field], `${path} ${field}`);
      assert.equal(answer.error, told.error ?? "none", path);
      assert.equal(answer.trace_id, traces.at(-1)?.split("-")[1]);
    }
  });
});
