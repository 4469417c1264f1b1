// The page closes with more than a browser lets through, and the site has filled its localStorage to
// the last byte: nothing is lost, the tab's own storage has it. With that full, too: what is lost then
// is counted.
import assert from "node:assert/strict";
import { type EngineName, type Page, until } from "../support/browsers/browser.ts";
import { inEachEngine } from "../support/browsers/each_engine.ts";
import { FaultyCollector } from "../support/faulty_collector.ts";
import { isBalanced, type Ledger, ledgerOf, type Told } from "../support/ledger.ts";
import { startToldSite, type ToldPage } from "./told_site.ts";

declare const undertone: ToldPage["undertone"];
declare const told: ToldPage["told"];

type Place = "localStorage" | "sessionStorage";

/** Fills a storage to the last character; returns how many the site could write. */
function fill(place: Place): number {
  let size = 0;
  for (let step = 1 << 23; step >= 1; step >>= 1) {
    try {
      globalThis[place].setItem("site", "x".repeat(size + step));
      size += step;
    } catch {
      // over the quota: what was there stays
    }
  }
  return size;
}

const canWrite = (place: Place): boolean => {
  try {
    globalThis[place].setItem("z", "1");
    return true;
  } catch {
    return false;
  }
};

const say = (count: number): Told[] => {
  for (let i = 0; i < count; ++i) undertone.user(`message ${i}`);
  return told.splice(0);
};

const flush = (): Promise<void> => undertone.flush();

/**
 * On a busy machine WebKit may drop the last request of a page, and with it the counts, for which
 * there was no place at all. Nothing is counted that arrived, and a receiver sees the hole.
 */
const isHoleKnown = ({ clashes, missing, lost, surely }: Ledger, name: EngineName): boolean =>
  name === "webkit" && clashes === 0 && missing <= lost && surely <= lost;

async function play(page: Page, name: EngineName, full: Place[]): Promise<void> {
  const collector = new FaultyCollector();
  await collector.start();
  const site = await startToldSite(collector.url);
  const all = new Map<string, Told>();
  const note = (events: Told[]): void => {
    for (const event of events) all.set(event.id, event);
  };
  try {
    await page.goto(`${site.url}/chat`);
    for (const place of full) {
      assert.ok((await page.evaluate(fill, place)) > 1_000_000);
      assert.equal(await page.evaluate(canWrite, place), false);
    }
    for (let i = 0; i < 2; ++i) {
      note(await page.evaluate(say, 400));
      await page.goto(`${site.url}/elsewhere`);
      await page.goto(`${site.url}/chat`);
    }
    for (const place of full) assert.equal(await page.evaluate(canWrite, place), false);
    note(await page.evaluate(say, 1));
    const ledger = () => ledgerOf(all.values(), collector);
    const isSettled = async (): Promise<boolean> => {
      await page.evaluate(flush);
      return isBalanced(ledger());
    };
    await until(isSettled, { what: "the balance", timeoutMs: 30_000 }).catch((error: unknown) => {
      if (!full[1] || !isHoleKnown(ledger(), name))
        throw new Error(JSON.stringify(ledger()), { cause: error });
    });
    if (full[1]) assert.ok(ledger().lost > 0, "more was told than a closing page lets through");
    else assert.deepEqual([ledger().missing, ledger().counted], [0, {}]);
  } finally {
    await page.goto("about:blank");
    site.stop();
    await collector.stop();
  }
}

inEachEngine("storage is full when the page goes", 90_000, {
  "localStorage: nothing is lost": (page, name) => play(page, name, ["localStorage"]),
  "sessionStorage, too: received and counted is what was told": (page, name) =>
    play(page, name, ["localStorage", "sessionStorage"]),
});
