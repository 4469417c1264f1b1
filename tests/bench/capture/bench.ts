// What the tag costs a page's main thread while answers stream, beside the same page without it, with
// the CPU slowed down. Exits with an error over the limits in README.md.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import puppeteer from "puppeteer-core";
import { callSource } from "../../support/browsers/browser.ts";
import { kChromium } from "../../support/browsers/puppeteer.ts";
import { repository } from "../../support/repository.ts";
import { type ChatShape, makeChat } from "./chat.ts";

const kThrottle = 4;
const kLimitMs = 0.3;
const kLongMs = 50;
/** After the history came. */
const kSettleMs = 2000;

const shapes: Record<string, ChatShape> = {
  "6 answers of 120 words, one text that grows; 1,000 messages before": {
    history: 1000,
    answers: 6,
    words: 120,
    step: 1,
    isRedrawn: false,
  },
  "an answer of 4,000 words, drawn anew at each of 300 steps; 10,000 messages before": {
    history: 10_000,
    answers: 1,
    words: 4000,
    step: 13,
    isRedrawn: true,
  },
};

interface Cost {
  /** what each batch of changes took in the tag's observer, in ms */
  batches: number[];
  longTasks: number[];
}
declare global {
  interface Window {
    cost: Cost;
    heard: number;
  }
}

/** Before the tag: times every call of an observer, and notes long tasks. */
function measure(): void {
  const cost: Cost = { batches: [], longTasks: [] };
  window.cost = cost;
  const Native = window.MutationObserver;
  window.MutationObserver = class extends Native {
    constructor(call: MutationCallback) {
      super((records, observer) => {
        const begin = performance.now();
        call(records, observer);
        cost.batches.push(performance.now() - begin);
      });
    }
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) cost.longTasks.push(duration);
  }).observe({ entryTypes: ["longtask"] });
}

const tag = `<script src="/undertone.js" data-collector="/collected"></script><script>
window.heard = 0;
undertone.on("event", ({ kind }) => { heard += /message/.test(kind); });
</script>`;

const server = createServer(async (request, response) => {
  const name = basename(request.url ?? "");
  if (/^undertone/.test(name)) {
    response.writeHead(200, { "content-type": "text/javascript" });
    response.end(await readFile(join(repository, "tag/dist", name)));
    return;
  }
  // Isolated, so that its clock is fine enough.
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  response.end(`<!doctype html><link rel="icon" href="data:,"><body>
    <script>${callSource(measure, [])}</script>${name === "with" ? tag : ""}`);
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await puppeteer.launch({ executablePath: kChromium, args: ["--no-sandbox"] });

/** One visit; `taskMs`: all that the main thread did while the answers came. */
async function visit(
  path: string,
  shape: ChatShape,
  throttle = kThrottle,
): Promise<Cost & { historyMs: number; taskMs: number }> {
  const page = await browser.newPage();
  await page.goto(url + path, { waitUntil: "networkidle0" });
  await page.emulateCPUThrottling(throttle);
  await page.evaluate(callSource(makeChat, [shape]));
  const [historyMs = 0] = await page.evaluate(() => window.cost.batches.splice(0));
  await new Promise((done) => setTimeout(done, kSettleMs));
  const before = await page.metrics();
  for (let turn = 1; turn <= shape.answers; ++turn) {
    await page.focus("textarea");
    await page.keyboard.type(`question ${turn}`);
    await page.keyboard.press("Enter");
    const isAnswered = (count: number) => Number(document.body.dataset.answers) === count;
    await page.waitForFunction(isAnswered, { timeout: 120_000, polling: 200 }, turn);
    await new Promise((done) => setTimeout(done, 1800));
  }
  const after = await page.metrics();
  if (path === "/with") {
    const isHeard = (count: number) => window.heard >= count;
    await page.waitForFunction(isHeard, { timeout: 30_000, polling: 200 }, 2 * shape.answers);
  }
  const cost = await page.evaluate(() => window.cost);
  await page.close();
  return {
    ...cost,
    historyMs,
    taskMs: 1000 * ((after.TaskDuration ?? 0) - (before.TaskDuration ?? 0)),
  };
}

const at = (values: number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const ms = (value: number): string => `${value.toFixed(3)} ms`;
const count = (tasks: number[]): number => tasks.filter((duration) => duration > kLongMs).length;

let isOver = false;
console.log(`CPU slowed down ${kThrottle} times`);
for (const [name, shape] of Object.entries(shapes)) {
  const without = await visit("/without", shape);
  const { batches, longTasks, historyMs, taskMs } = await visit("/with", shape);
  const median = at(batches, 0.5);
  const full = kThrottle * at((await visit("/with", shape, 1)).batches, 0.5);
  const third = Math.floor(batches.length / 3);
  console.log(`\n${name}
batches of changes            ${batches.length}
per batch, median             ${ms(median)}, at full speed times ${kThrottle} ${ms(full)}
per batch, first / last third ${ms(at(batches.slice(0, third), 0.5))} / ${ms(at(batches.slice(-third), 0.5))}
the history at once           ${ms(historyMs)}
per batch, 95 %, longest      ${ms(at(batches, 0.95))}, ${ms(at(batches, 1))}
main thread, with / without   ${taskMs.toFixed(0)} / ${without.taskMs.toFixed(0)} ms
tasks over ${kLongMs} ms              ${count(longTasks)} / ${count(without.longTasks)}`);
  isOver ||= Math.max(median, full) > kLimitMs || count(longTasks) > count(without.longTasks);
}
await browser.close();
server.close();
if (isOver) {
  console.error("capture: over its limits");
  process.exit(1);
}
