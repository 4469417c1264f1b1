// Answers that come over a channel which was open before the question, with a silence longer than any
// quiet time: the protocol has not said that it is complete, so it is not.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Browser, callSource } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { pause, texts, turns, untilCaught, withPage } from "../support/capture/page.ts";
import { repository } from "../support/repository.ts";
import { acceptSockets } from "../support/socket.ts";
import { record } from "./widgets/page_record.ts";

const kHalves = ["The first half of it,", " and after a while the second."];
const kSilenceMs = 2600;

/** A chat that opened its channel when it was loaded. Nothing in it shows that more is to come. */
function channelChat(kind: string): void {
  const list = document.body.appendChild(document.createElement("ul"));
  const field = document.body.appendChild(document.createElement("textarea"));
  field.id = "field";
  const row = (text: string) => {
    const one = list.appendChild(document.createElement("li"));
    one.textContent = text;
    return one;
  };
  let answer: HTMLElement | undefined;
  const say = (delta: string | undefined) => {
    if (!delta) return;
    answer ??= row("");
    answer.textContent += delta;
  };
  const socket =
    kind === "socket" ? new WebSocket(`${location.origin.replace("http", "ws")}/s`) : undefined;
  socket?.addEventListener("message", ({ data }) => say(JSON.parse(data).delta));
  const source = kind === "events" ? new EventSource("/stream") : undefined;
  source?.addEventListener("message", ({ data }) => {
    if (data !== "[DONE]") say(JSON.parse(data).choices?.[0]?.delta?.content);
  });
  field.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value;
    field.value = "";
    row(text);
    answer = undefined;
    if (socket) socket.send(btoa(text));
    else void fetch("/ask", { method: "POST", body: JSON.stringify({ text }) });
  };
}

describe("an answer over a channel that was open before", () => {
  let browser: Browser;
  let site: Server;
  let url: string;
  let stream: ServerResponse | undefined;

  async function speak(say: (delta: string) => void, end: () => void): Promise<void> {
    await pause(300);
    for (const half of kHalves) {
      for (const word of half.split(/(?= )/)) say(word);
      if (half === kHalves[0]) await pause(kSilenceMs);
    }
    end();
  }

  before(async () => {
    const capture = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
    site = createServer((request, response) => {
      const [path, kind = ""] = (request.url ?? "/").split("?");
      const event = (data: string) => stream?.write(`data: ${data}\n\n`);
      if (path === "/stream") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.flushHeaders();
        stream = response;
      } else if (path === "/ask") {
        response.writeHead(202).end();
        void speak(
          (content) => event(JSON.stringify({ choices: [{ delta: { content } }] })),
          () => event("[DONE]"),
        );
      } else {
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
        response.end(`<!doctype html><link rel="icon" href="data:,"><body>
          <script>${capture};${callSource(record, [])}</script>
          <script>${callSource(channelChat, [kind])}</script>`);
      }
    });
    acceptSockets(site, (_, send) => {
      void speak(
        (delta) => send(JSON.stringify({ type: "text-delta", id: "0", delta })),
        () => send(JSON.stringify({ type: "finish" })),
      );
    });
    site.listen(0, "127.0.0.1");
    await once(site, "listening");
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    browser = await launch("chromium");
  });
  after(async () => {
    await browser?.close();
    site.close();
    site.closeAllConnections();
  });

  // What goes out over the socket is not readable: only what comes back tells.
  for (const kind of ["events", "socket"]) {
    it(kind, async () => {
      await withPage(browser, `${url}/?${kind}`, async (page) => {
        await page.click("#field");
        await page.type("is there more to it?");
        await page.press("Enter");
        const whole = ["> is there more to it?", kHalves.join("")];
        assert.deepEqual(await untilCaught(page, 2), whole);
        await pause(1500);
        assert.deepEqual(await texts(page), whole);
        const answer = (await turns(page)).find(({ role }) => role === "assistant");
        assert.ok((answer?.firstTokenMs ?? 0) >= 250, `${answer?.firstTokenMs}`);
        assert.ok((answer?.latencyMs ?? 0) >= kSilenceMs, `${answer?.latencyMs}`);
      });
    });
  }
});
