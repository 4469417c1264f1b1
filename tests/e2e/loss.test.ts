// The five ways in which tags lose events, in three engines, with the tag's own delays: every event
// arrives, under one id.
import assert from "node:assert/strict";
import { type Page, until } from "../support/browsers/browser.ts";
import { inEachEngine } from "../support/browsers/each_engine.ts";
import { type Fault, FaultyCollector } from "../support/faulty_collector.ts";
import { startToldSite, type ToldPage } from "./told_site.ts";

declare const undertone: ToldPage["undertone"];
declare const told: ToldPage["told"];

const outageMs = 9000;

interface Scenario {
  messages: number;
  /** how often the visitor says that and moves on */
  pages: number;
  fault?: (sinceStartMs: number, index: number) => Fault | undefined;
}

const scenarios: Record<string, Scenario> = {
  "20 messages, then away, 8 times": { messages: 20, pages: 8 },
  "200 messages, then away, 3 times": { messages: 200, pages: 3 },
  "503 for 9 s": {
    messages: 20,
    pages: 0,
    fault: (ms) => (ms < outageMs ? { type: "status", status: 503 } : undefined),
  },
  "429 with Retry-After 5": {
    messages: 20,
    pages: 0,
    fault: (_, index) =>
      index === 0 ? { type: "status", status: 429, headers: { "retry-after": "5" } } : undefined,
  },
  "resets for 9 s and a reload": {
    messages: 20,
    pages: 1,
    fault: (ms) => (ms < outageMs ? { type: "reset" } : undefined),
  },
};

async function play(page: Page, { messages, pages, fault }: Scenario): Promise<void> {
  const collector = new FaultyCollector();
  await collector.start();
  const chat = await startToldSite(collector.url);
  const begin = Date.now();
  collector.fault = (index) => fault?.(Date.now() - begin, index) ?? { type: "accept" };
  const sent = new Set<string>();
  const say = async (): Promise<void> => {
    const events = await page.evaluate((count) => {
      for (let i = 0; i < count; ++i) undertone.user(`message ${i}`);
      return told.splice(0);
    }, messages);
    for (const { id } of events) sent.add(id);
  };
  try {
    await page.goto(`${chat.url}/chat`);
    await say();
    for (let i = 0; i < pages; ++i) {
      if (i > 0) await say();
      await page.goto(`${chat.url}/elsewhere`);
      await page.goto(`${chat.url}/chat`);
    }
    const missing = (): string[] => [...sent].filter((id) => !collector.received.has(id));
    await until(() => missing().length === 0, {
      what: `all of ${sent.size} events`,
      timeoutMs: 45_000,
    }).catch(async (error: unknown) => {
      await page.evaluate(() => undertone.flush());
      const { reported, gaps } = collector;
      const stored = await page.evaluate(() => Object.values({ ...localStorage }).join(" ").length);
      const facts = JSON.stringify({ missing: missing().length, reported, gaps, stored });
      throw new Error(facts, { cause: error });
    });
    assert.deepEqual(collector.reported, {});
  } finally {
    await page.goto("about:blank");
    chat.stop();
    await collector.stop();
  }
}

const cases = Object.entries(scenarios).map(
  ([title, scenario]) => [title, (page: Page) => play(page, scenario)] as const,
);
inEachEngine("nothing is lost", 120_000, Object.fromEntries(cases));
