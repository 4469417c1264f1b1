// Eight tabs that chat for half an hour with a collector that fails at random, by a fixed seed: all
// that was told arrives or is counted, and neither memory nor storage grows without bound.
//
//   node --import tsx tests/bench/delivery/soak.ts [MINUTES] [SEED]
import type { Page } from "puppeteer-core";
import puppeteer from "puppeteer-core";
import { FaultPage, pause, startSite } from "../../e2e/fault_page.ts";
import type { Fault } from "../../support/faulty_collector.ts";

const [minutes = 30, seed = 1] = process.argv.slice(2).map(Number);
const tabs = 8;
/** Of a tab's heap, and of all its origin's storage. */
const maxHeapBytes = 64_000_000;
const maxStoredBytes = 12_000_000;

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

const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const site = await startSite();
const chat = new FaultPage(browser, site.origin);
let isCalm = false;
chat.collector.fault = () => {
  const isFault = !isCalm && random() < 0.3;
  return (isFault && faults[Math.floor(random() * faults.length)]) || { type: "accept" };
};
chat.mayCountTwice = () => chat.collector.repeats;
await chat.open();
const pages = [chat.page];
while (pages.length < tabs) pages.push(await chat.newPage());
const most: Use = { heap: 0, stored: 0 };
const end = Date.now() + minutes * 60_000;
while (Date.now() < end) {
  const page = pages[Math.floor(random() * tabs)] as Page;
  await chat.say(1 + Math.floor(random() * 4), page);
  if (random() < 0.1) await page.reload();
  const { heap, stored } = await useOf(page);
  most.heap = Math.max(most.heap, heap);
  most.stored = Math.max(most.stored, stored);
  await pause(random() * 400);
}
isCalm = true;
let failure = "";
await chat.expectBalance(150_000, pages).catch((error: Error) => {
  failure = error.message;
});
const { received, reported, gaps } = chat.collector;
const twice = [...received.values()].filter(({ times }) => times > 1).length;
console.log(`${tabs} tabs, ${minutes} minutes, seed ${seed}: ${chat.sent.size} events told`);
console.log(`received ${received.size}, never came ${gaps}, counted ${JSON.stringify(reported)}`);
console.log(`came again under the same id: ${twice}`);
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
