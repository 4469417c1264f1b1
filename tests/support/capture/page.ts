// A page that the capture watches, and what a test asks of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { type Caught, record } from "../../e2e/widgets/page_record.ts";
import { type Browser, callSource, type Page, until } from "../browsers/browser.ts";
import { launch } from "../browsers/launch.ts";
import { repository } from "../repository.ts";
import { type Site, startSite } from "../site.ts";
import { chatKit } from "./chat_kit.ts";
import { habits } from "./habits.ts";
import { hostiles } from "./hostiles.ts";
import { strangersKit } from "./kit.ts";
import { manners } from "./manners.ts";
import { strangers } from "./strangers.ts";

/** `/watched`: the capture runs; `/late`: it runs when the page calls `startCapture`. */
export async function startCaptureSite(): Promise<Site> {
  const capture = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
  const start = `${capture};${callSource(record, [])}`;
  const kit = callSource(chatKit, []);
  const page = (...scripts: string[]) =>
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${scripts.map((one) => `<script>${one}</script>`).join("")}`;
  return startSite({
    "/watched": page(start, kit),
    "/strangers": page(
      start,
      ...[strangersKit, strangers, hostiles, habits, manners].map((kit) => callSource(kit, [])),
    ),
    "/late": page(kit, `window.startCapture = () => { ${start} };`),
  });
}

/** Runs `run` with a page on which nothing went wrong in the end. */
export async function withPage(
  browser: Browser,
  url: string,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await run(page);
    const errors = await page.evaluate(() => [...window.lab.errors, ...window.lab.pageErrors]);
    assert.deepEqual(errors, []);
  } finally {
    await page.close();
  }
}

/** A browser and the site above for the tests around the call. */
export function captureSite(options?: Parameters<typeof launch>[1]) {
  let browser: Browser;
  let site: Site;
  before(async () => {
    site = await startCaptureSite();
    browser = await launch("chromium", options);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });
  return {
    /** Runs `run` with the page at `path`. */
    onPage: (path: string, run: (page: Page) => Promise<void>) =>
      withPage(browser, site.url + path, run),
    newPage: () => browser.newPage(),
  };
}

export const focus = (page: Page, chat = 0) =>
  page.evaluate((at) => window.chats[at]?.field.focus(), chat);

export async function say(page: Page, text: string, chat = 0): Promise<void> {
  await focus(page, chat);
  await page.type(text);
  await page.press("Enter");
}

export const turns = (page: Page): Promise<Caught[]> => page.evaluate(() => window.lab.turns);

/** Texts that were caught, users' with `>` before them. */
export async function texts(page: Page): Promise<string[]> {
  const messages = (await turns(page)).filter(({ type }) => type === "message");
  return messages.map(({ role, text }) => `${role === "user" ? "> " : ""}${text}`);
}

export const actions = async (page: Page): Promise<(string | undefined)[]> =>
  (await turns(page)).filter(({ type }) => type === "action").map(({ action }) => action);

export async function untilCaught(page: Page, count: number): Promise<string[]> {
  await until(async () => (await texts(page)).length >= count, {
    what: `${count} messages`,
    timeoutMs: 8000,
  });
  return texts(page);
}

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
