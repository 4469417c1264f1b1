// Eight tabs that chat with a collector that fails at random, by a fixed seed, while tabs are
// reloaded, closed and killed: what was told arrives or is counted (`tests/support/ledger.ts` says
// how), nothing comes under two ids, and neither memory nor storage grows without bound.
//
//   node --import tsx tests/bench/delivery/soak.ts [MINUTES] [SEED] [EVENTS_PER_SECOND]
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "puppeteer-core";
import puppeteer from "puppeteer-core";
import { FaultPage, pause, startSite } from "../../e2e/fault_page.ts";
import { eventOf, type Fault } from "../../support/faulty_collector.ts";

const [minutes = 30, seed = 1, eventsPerSecond = 15] = process.argv.slice(2).map(Number);
const tabs = 8;
/** Of a tab's heap, and of all its origin's storage. */
const maxHeapBytes = 64_000_000;
const maxStoredBytes = 12_000_000;
/** Shares of the rounds in which a tab is reloaded, closed and opened anew, killed. */
const reloads = 0.06;
const closes = 0.02;
const kills = 0.02;
/** The browser throws away what the site stored in its database. */
const evictions = 0.0005;

let state = seed;
const random = (): number => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return state / 2 ** 32;
};
const faults: Fault[] = [
  { type: "status", status: 503 },
  { type: "status", status: 429, headers: { "retry-after": "1" } },
  { type: "status", status: 400 },
  { type: "status", status: 413 },
  { type: "reset" },
  { type: "reset", late: true },
  { type: "slow", ms: 700 },
  { type: "hang" },
];

/** The tag as its sources are now. */
async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL("../../../tag/src/script.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    target: "es2021",
    logLevel: "error",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

interface Use {
  heap: number;
  stored: number;
}

const useOf = (page: Page): Promise<Use> =>
  page.evaluate(async () => {
    const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } };
    const { usage = 0 } = await navigator.storage.estimate();
    return { heap: memory.usedJSHeapSize, stored: usage };
  });

/** The tab's process dies: the page hears of nothing. */
async function kill(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  const dead = new Promise((resolve) => page.once("error", resolve));
  session.send("Page.crash").catch(() => {});
  await dead;
  await page.close();
}

/** Empties the tag's databases; gives what they held. A source: it runs in the page. */
const evict = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
  const held = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    const table = database.transaction("events", "readwrite").objectStore("events");
    held.push(...await done(table.getAll()));
    await done(table.clear());
    database.close();
  }
  return held;
})()`;

const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const site = await startSite(await bundle());
const chat = new FaultPage(browser, site.origin);
let isCalm = false;
chat.collector.fault = () => {
  const isFault = !isCalm && random() < 0.3;
  return (isFault && faults[Math.floor(random() * faults.length)]) || { type: "accept" };
};
// Eight tabs share six connections: a request may wait for its turn.
await chat.open({ delivery: { sendTimeoutMs: 5000 } });
const pages = [chat.page];
while (pages.length < tabs) pages.push(await chat.newPage());
const most: Use = { heap: 0, stored: 0 };
const begin = Date.now();
const counts = { reloads: 0, closes: 0, kills: 0, evictions: 0 };
while (Date.now() < begin + minutes * 60_000) {
  const tab = Math.floor(random() * tabs);
  const page = pages[tab] as Page;
  await chat.say(1 + Math.floor(random() * 4), page);
  const dice = random();
  if (dice < reloads) {
    counts.reloads += 1;
    await page.reload();
  } else if (dice < reloads + closes) {
    counts.closes += 1;
    await page.close();
    pages[tab] = await chat.newPage();
  } else if (dice < reloads + closes + kills) {
    counts.kills += 1;
    await kill(page);
    pages[tab] = await chat.newPage();
  } else if (dice < reloads + closes + kills + evictions) {
    counts.evictions += 1;
    const held = (await page.evaluate(evict)) as Record<string, unknown>[];
    chat.evicted.push(...held.map(eventOf));
  } else if (dice > 0.9) {
    const { heap, stored } = await useOf(page);
    most.heap = Math.max(most.heap, heap);
    most.stored = Math.max(most.stored, stored);
  }
  const dueMs = begin + (chat.sent.size / eventsPerSecond) * 1000;
  await pause(Math.max(0, dueMs - Date.now()));
}
isCalm = true;
let failure = "";
await chat.expectBalance(150_000, pages).catch((error: Error) => {
  failure = error.message;
});
const { collector, evicted, ledger } = chat;
const rate = ledger.sent / (minutes * 60);
console.log(`${tabs} tabs, ${minutes} minutes, seed ${seed}, ${rate.toFixed(0)} events a second`);
const facts = { ...counts, ...ledger, evicted: evicted.length, repeats: collector.repeats };
console.log(JSON.stringify(facts));
console.log(
  `most heap of a tab ${(most.heap / 1e6).toFixed(1)} MB, storage ${(most.stored / 1e6).toFixed(2)} MB`,
);
if (most.heap > maxHeapBytes) failure ||= "a tab's heap grew";
if (most.stored > maxStoredBytes) failure ||= "storage grew";
await chat.close();
await browser.close();
site.server.close();
if (failure) {
  console.error(`soak: FAILED: ${failure}`);
  process.exitCode = 1;
}
