// A chat with the tag and without: the same requests, the same page, the same errors, a cancel that
// reaches the service, and no memory that grows with the turns.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  type Browser,
  callSource,
  type Page,
  until,
  waitFor,
} from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { repository } from "../support/repository.ts";
import { acceptSockets } from "../support/socket.ts";
import { kWays, networkChat } from "./canary_chat.ts";
import { record } from "./widgets/page_record.ts";

/** Pieces of an answer that nobody stops; a stopped one is cut long before. */
const kPieces = 400;

interface Asked {
  request: string;
  pieces: number;
  isClosed: boolean;
}

describe("the page behaves the same with the tag", () => {
  let browser: Browser;
  let site: Server;
  let url: string;
  let asked: Asked[] = [];

  before(async () => {
    const capture = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
    const tag = `<script>${capture};${callSource(record, [])}</script>`;
    site = createServer(async (request, response) => {
      const address = request.url ?? "/";
      if (!/^\/(chat|endless|broken)/.test(address)) {
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
        response.end(`<!doctype html><link rel="icon" href="data:,"><body><script>window.mistakes = [];
          addEventListener("error", ({ message }) => mistakes.push(message));
          addEventListener("unhandledrejection", ({ reason }) => mistakes.push(String(reason)));</script>
          ${address === "/with" ? tag : ""}<script>${callSource(networkChat, [])}</script>`);
        return;
      }
      let body = "";
      for await (const piece of request) body += piece;
      const headers = Object.keys(request.headers).sort().join();
      const mine: Asked = {
        request: `${request.method} ${address} ${headers} ${body}`,
        pieces: 0,
        isClosed: false,
      };
      asked.push(mine);
      response.on("close", () => {
        mine.isClosed = true;
      });
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (address === "/endless") {
        while (!mine.isClosed && mine.pieces < kPieces) {
          response.write(`data: {"delta":"piece ${mine.pieces} "}\n\n`);
          mine.pieces += 1;
          await new Promise((done) => setTimeout(done, 10));
        }
      } else response.write(`data: {"delta":"An answer to all."}\n\n`);
      if (address === "/broken") setTimeout(() => response.destroy(), 100);
      else response.end("data: [DONE]\n\n");
    });
    acceptSockets(site, (given, send) => {
      asked.push({ request: `socket ${given}`, pieces: 0, isClosed: false });
      send(JSON.stringify({ delta: "An answer to all." }));
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

  /** What `run` does to a page with the tag, and to one without. */
  async function both<Result>(run: (page: Page) => Promise<Result>): Promise<[Result, Result]> {
    const results: Result[] = [];
    for (const path of ["/with", "/without"]) {
      asked = [];
      const page = await browser.newPage();
      await page.goto(url + path);
      results.push(await run(page));
      await page.close();
    }
    return results as [Result, Result];
  }

  it("requests, page and errors", async () => {
    const [withTag, without] = await both(async (page) => {
      for (const [at, way] of kWays.entries()) {
        await page.evaluate((given) => window.chatBy(given), way);
        await page.click("#field");
        await page.type("the same question");
        await page.press("Enter");
        await waitFor(
          page,
          { what: "the answer" },
          (count) => document.querySelectorAll("p").length === count,
          2 * at + 2,
        );
      }
      const inPage = await page.evaluate(() => ({
        html: document.querySelector("div")?.outerHTML,
        mistakes: (window as unknown as { mistakes: string[] }).mistakes,
      }));
      return { ...inPage, requests: asked.map(({ request }) => request) };
    });
    assert.equal(withTag.requests.length, kWays.length);
    assert.deepEqual(withTag, without);
  });

  it("a stream that breaks off rejects in the page as ever", async () => {
    const [withTag, without] = await both((page) =>
      page.evaluate(async () => {
        const { value } = document.querySelector("textarea") as HTMLTextAreaElement;
        const response = await fetch("/broken", { method: "POST", body: `q${value}` });
        return response.text().then(
          () => "whole",
          (reason: Error) => reason.name,
        );
      }),
    );
    assert.deepEqual([withTag, without], ["TypeError", "TypeError"]);
  });

  it("a cancel reaches the service at once", async () => {
    const [withTag] = await both(async (page) => {
      await page.click("#field");
      await page.type("stop this, please");
      await page.evaluate(async () => {
        const text = document.querySelector("textarea")?.value;
        const controller = new AbortController();
        const { signal } = controller;
        const response = await fetch("/endless", { method: "POST", body: text ?? "", signal });
        const reader = response.body?.getReader();
        for (let count = 0; count < 5; ++count) await reader?.read();
        controller.abort();
        await reader?.read().catch(() => undefined);
      });
      await until(() => asked[0]?.isClosed, { what: "the end of the stream" });
      return asked[0];
    });
    assert.ok(withTag && withTag.pieces < kPieces / 2, `${withTag?.pieces} pieces were sent`);
  });

  it("after 500 turns nothing of them is kept but the page's own", async () => {
    const [withTag, without] = await both((page) =>
      page.evaluate(async () => {
        const list = document.querySelector("div") as HTMLElement;
        const field = document.querySelector("textarea") as HTMLTextAreaElement;
        const say = async (number: number) => {
          field.focus();
          field.value = `question ${number} ${"x".repeat(200)}`;
          field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
          await new Promise((done) => setTimeout(done, 4));
          list.append(Object.assign(document.createElement("p"), { textContent: "An answer." }));
          await new Promise((done) => setTimeout(done, 4));
          while (list.childElementCount > 20) list.firstChild?.remove();
        };
        window.fetch = () => new Promise(() => {});
        const used = () =>
          (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
        for (let number = 0; number < 500; ++number) await say(number);
        if (window.lab) window.lab.turns.length = 0;
        // Freed when the page next makes room: filling it makes it do so.
        for (let round = 0; round < 40; ++round) new Array(1e6).fill(round);
        await new Promise((done) => setTimeout(done, 300));
        return used();
      }),
    );
    const extra = (withTag - without) / 1e6;
    assert.ok(extra < 12, `${extra.toFixed(1)} MB more`);
  });
});
