// Text never leaves by what watches the page, either: random chats on an unmarked page, answered over
// fetch, XMLHttpRequest, EventSource and WebSocket. What the page itself sends is its own; everything else that
// the browser sends or stores is searched for six code points of any text.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import {
  type Browser,
  callSource,
  type Page,
  until,
  waitFor,
} from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { leaksIn, windowsOf } from "../support/leaks.ts";
import {
  type Recorded,
  type RecordingProxy,
  startRecordingProxy,
} from "../support/recording_proxy.ts";
import { repository } from "../support/repository.ts";
import { acceptSockets } from "../support/socket.ts";
import { kWays, networkChat } from "./canary_chat.ts";
import { storageRecorder, storages } from "./canary_page.ts";

const kTurns = 6;

/** Words of letters that no event has beside each other; the same each time. */
function randomChat(seed: number): string[] {
  let state = seed;
  const next = (bound: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const alphabets = [
    "qwzxjkvyhgu",
    "\u0436\u0449\u044a\u044d\u0444\u044f\u043b\u044e",
    "\u00f8\u00e5\u00e6\u00f1\u00fcq",
  ];
  const word = (): string => {
    const letters = [...(alphabets[next(3)] ?? "")];
    return Array.from({ length: 6 + next(6) }, () => letters[next(letters.length)]).join("");
  };
  return Array.from({ length: kTurns }, () => Array.from({ length: 2 + next(3) }, word).join(" "));
}

/** What the service makes of a text: words that only an answer has. */
const answerTo = (text: string): string => `${[...text].reverse().join("")} zzyqqxv.`;

describe("no text leaves by what watches the page", () => {
  let served: Served;
  let site: Server;
  let siteUrl: string;
  before(async () => {
    served = await serve({ root: repository, port: 0, database: ":memory:" });
    site = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://site");
      if (pathname === "/chat") {
        let body = "";
        for await (const piece of request) body += piece;
        const { text } = body ? JSON.parse(body) : { text: searchParams.get("text") };
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const delta of answerTo(text).split(/(?<= )/)) {
          response.write(`data: ${JSON.stringify({ delta })}\n\n`);
        }
        response.end("data: [DONE]\n\n");
        return;
      }
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(`<!doctype html><link rel="icon" href="data:,"><body><script>${storageRecorder}</script>
        <script src="${served.url}/tag/undertone.js" data-app="watched" data-format="ndjson"
          data-visitor="true" data-collector="${served.url}/events"></script>
        <script>${callSource(networkChat, [])}</script>`);
    });
    acceptSockets(site, (given, send) => {
      for (const delta of answerTo(JSON.parse(given).text).split(/(?<= )/)) {
        send(JSON.stringify({ delta }));
      }
    });
    site.listen(0, "127.0.0.1");
    await once(site, "listening");
    siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  after(async () => {
    site.close();
    site.closeAllConnections();
    await served.stop();
  });

  async function chat(page: Page, texts: readonly string[]): Promise<void> {
    for (const [at, text] of texts.entries()) {
      await page.evaluate((way) => window.chatBy(way), kWays[at % kWays.length] ?? "fetch");
      await page.click("#field");
      await page.type(text);
      await page.press("Enter");
      await waitFor(
        page,
        { what: "the answer" },
        (answer) => document.body.textContent?.includes(answer),
        answerTo(text),
      );
    }
  }

  for (const [number, name] of engineNames.entries()) {
    it(`in ${name}`, async () => {
      const proxy: RecordingProxy = await startRecordingProxy();
      const browser: Browser = await launch(name, { proxyPort: proxy.port });
      try {
        await served.store.query("DELETE FROM events", []);
        const page = await browser.newPage();
        await page.goto(siteUrl);
        const texts = randomChat(number + 1);
        await chat(page, texts);
        // Every turn was seen, and told; the draft that stays is told at the end.
        const rows = () => served.store.query("SELECT * FROM user_messages", []);
        await until(
          async () => {
            await page.evaluate(() => globalThis.undertone.push(["flush"]));
            return (await rows()).length >= kTurns;
          },
          { what: "the turns" },
        );
        const draft = "hjqvwyzk never sent";
        await page.click("#field");
        await page.type(draft);
        const stored = await page.evaluate(storages);
        await page.goto(`${siteUrl}/elsewhere`);
        const told = () => served.store.query("SELECT * FROM assistant_messages", []);
        await until(async () => (await told()).length >= kTurns, { what: "the answers" });
        const windows = windowsOf([...texts, ...texts.map(answerTo), draft.slice(0, 8)]);
        // Its requests, and its tunnel.
        const isOwn = ({ url }: Recorded): boolean =>
          url.replace(/^ws:/, "http:").startsWith(siteUrl) || siteUrl.endsWith(`//${url}`);
        const leaks = proxy.requests
          .filter((request) => !isOwn(request))
          .flatMap(({ method, url, headers, body }) => [
            ...leaksIn(windows, Buffer.from(`${method} ${url}\n${headers.join("\n")}`), "head"),
            ...leaksIn(windows, body, "body"),
          ]);
        const kept = stored.flatMap((text) => leaksIn(windows, Buffer.from(text), "storage"));
        assert.deepEqual([...leaks, ...kept], []);
        // The page's own requests show that the search would find it.
        const own = proxy.requests.filter(isOwn);
        assert.ok(own.some(({ body }) => leaksIn(windows, body, "own").length > 0));
        await page.close();
      } finally {
        await browser.close();
        await proxy.stop();
      }
    });
  }
});
