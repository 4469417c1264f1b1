// Main-thread cost of the capture: batches of changes while answers stream, beside the same page
// without the tag. Exits with an error over the limits in README.md.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import puppeteer, { type Protocol } from "puppeteer-core";
import { record } from "../../e2e/widgets/page_record.ts";
import { callSource } from "../../support/browsers/browser.ts";
import { kChromium } from "../../support/browsers/puppeteer.ts";
import { chatKit } from "../../support/capture/chat_kit.ts";
import { repository } from "../../support/repository.ts";

const kThrottle = 4;
const kLimitMs = 0.3;
const kLongMs = 50;
const kTag = "undertone-capture.js";
const kTurns = 6;
const kWords = 120;

interface Cost {
  batches: number[];
  longTasks: number[];
}
declare global {
  interface Window {
    cost: Cost;
  }
}

/** Before the tag: times every observer's calls, and notes long tasks. */
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

const capture = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
const server = createServer((request, response) => {
  if (request.url === `/${kTag}`) {
    response.writeHead(200, { "content-type": "text/javascript" });
    response.end(capture);
    return;
  }
  // Isolated, so that its clock is fine enough.
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  const tag = `<script src="/${kTag}"></script><script>${callSource(record, [])}</script>`;
  response.end(`<!doctype html><link rel="icon" href="data:,"><body><script>${callSource(measure, [])}</script>
    ${request.url === "/with" ? tag : ""}<script>${callSource(chatKit, [])}</script>`);
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await puppeteer.launch({ executablePath: kChromium, args: ["--no-sandbox"] });

async function run(path: string): Promise<Cost & { ownMs: number; turns: number }> {
  const page = await browser.newPage();
  await page.goto(url + path);
  await page.evaluate(
    callSource(
      (words: number) => {
        const history = Array.from({ length: 1000 }, (_, at) => `Message ${at} of long ago.`);
        window.makeChat({ history, placeholder: "Ask something" });
        for (let turn = 0; turn < 20; ++turn) {
          window.answers[`question ${turn}`] = `Word ${"and another word ".repeat(words / 3)}`;
        }
      },
      [kWords],
    ),
  );
  await page.emulateCPUThrottling(kThrottle);
  const client = await page.createCDPSession();
  await client.send("Profiler.enable");
  await client.send("Profiler.start");
  for (let turn = 0; turn < kTurns; ++turn) {
    await page.focus("textarea");
    await page.keyboard.type(`question ${turn}`);
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      (count: number) => {
        const { list } = window.chats[0] as { list: HTMLElement };
        const text = list.lastElementChild?.textContent ?? "";
        return (
          list.childElementCount === count && text.trim().endsWith("word") && text.length > 600
        );
      },
      { timeout: 120_000 },
      1000 + 2 * turn + 2,
    );
    await new Promise((done) => setTimeout(done, 1600));
  }
  const { profile } = await client.send("Profiler.stop");
  const turns = await page.evaluate(() => window.lab?.turns.length ?? 0);
  const cost = await page.evaluate(() => window.cost);
  await page.close();
  return { ...cost, turns, ownMs: ownTime(profile) };
}

/** Samples that fell into the tag's own functions. */
function ownTime({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile): number {
  const own = new Set(
    nodes.filter(({ callFrame }) => callFrame.url.endsWith(kTag)).map(({ id }) => id),
  );
  return samples.reduce((sum, id, at) => sum + (own.has(id) ? (timeDeltas[at] ?? 0) : 0), 0) / 1000;
}

const at = (values: number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

const without = await run("/without");
const watched = await run("/with");
await browser.close();
server.close();

const { batches } = watched;
const isLong = (ms: number): boolean => ms > kLongMs;
const added = watched.longTasks.filter(isLong).length - without.longTasks.filter(isLong).length;
console.log(
  `CPU slowed down ${kThrottle} times, ${kTurns} answers of ${kWords} words, 1,000 messages of history`,
);
console.log(`batches of changes    ${batches.length}`);
console.log(`per batch, median     ${at(batches, 0.5).toFixed(3)} ms`);
console.log(`per batch, 95 %       ${at(batches, 0.95).toFixed(3)} ms`);
console.log(`per batch, longest    ${at(batches, 1).toFixed(3)} ms`);
console.log(`all its own time      ${(watched.ownMs / batches.length).toFixed(3)} ms per batch`);
console.log(
  `tasks over ${kLongMs} ms, with / without  ${watched.longTasks.length} / ${without.longTasks.length}`,
);
if (watched.turns < 2 * kTurns) throw new Error(`only ${watched.turns} turns were seen`);
if (at(batches, 0.5) > kLimitMs || added > 0) {
  console.error("capture: over its limits");
  process.exit(1);
}
