// A page goes into the back/forward cache with events that nobody confirmed, and comes back: the tag
// sends what waited and goes on in its session. The browser may refuse it the cache now and then, so
// the page itself says that it came from there at least once: in all three engines it can.
import assert from "node:assert/strict";
import { type Page, until, waitFor } from "../support/browsers/browser.ts";
import { inEachEngine } from "../support/browsers/each_engine.ts";
import { FaultyCollector } from "../support/faulty_collector.ts";
import { isBalanced, ledgerOf, type Told } from "../support/ledger.ts";
import { startToldSite, type ToldPage } from "./told_site.ts";

declare const undertone: ToldPage["undertone"];
declare const told: ToldPage["told"];
declare const wakes: ToldPage["wakes"];

const say = (count: number): Told[] => {
  for (let i = 0; i < count; ++i) undertone.user(`message ${i}`);
  return told.splice(0);
};

async function play(page: Page): Promise<void> {
  const collector = new FaultyCollector();
  // The first requests hang: their events are under way while the page sleeps.
  collector.fault = (index) => ({ type: index < 2 ? "hang" : "accept" });
  await collector.start();
  const site = await startToldSite(collector.url, { sendTimeoutMs: 2000, retryDelayMs: 200 });
  const all = new Map<string, Told>();
  const note = (events: Told[]): void => {
    for (const event of events) all.set(event.id, event);
  };
  let woken = 0;
  try {
    await page.goto(`${site.url}/chat`);
    for (let i = 0; i < 3; ++i) {
      note(await page.evaluate(say, 25));
      await page.evaluate(() => void setTimeout(() => location.assign("/elsewhere")));
      await waitFor(page, { what: "elsewhere" }, () => document.title === "elsewhere");
      await page.back();
      await waitFor(page, { what: "the chat" }, () => document.title === "chat");
      if (await page.evaluate(() => wakes > 0)) woken += 1;
    }
    assert.ok(woken > 0, "the page never came from the cache");
    note(await page.evaluate(say, 5));
    const ledger = () => ledgerOf(all.values(), collector);
    await until(
      async () => {
        await page.evaluate(() => undertone.flush());
        return isBalanced(ledger());
      },
      { what: "the balance", timeoutMs: 40_000 },
    ).catch((error: unknown) => {
      throw new Error(JSON.stringify(ledger()), { cause: error });
    });
    const sessions = [...collector.received.values()].map(({ event }) => event.session);
    assert.equal(new Set(sessions).size, 1);
    assert.deepEqual(collector.reported, {});
  } finally {
    site.stop();
    await collector.stop();
  }
}

inEachEngine("the back/forward cache", 90_000, { "a page that sleeps in it loses nothing": play });
