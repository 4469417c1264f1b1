// What the deep tier costs in each browser: load with an empty cache and with a full one, time of a turn
// of 32 pieces from question to answer, long tasks on the page's thread. `npm run build` first.
//
//   node --import tsx tests/bench/deep/bench.ts
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FromDeep, ToDeep } from "../../../tag/src/deep/protocol.ts";
import { engineNames, launch } from "../../support/browsers/launch.ts";

const dist = new URL("../../../tag/dist/", import.meta.url);
const names = ["undertone-deep-worker.js", "undertone-ort.wasm", "undertone-deep-en.onnx"];
const files = new Map(names.map((name) => [`/${name}`, readFileSync(new URL(name, dist))]));

const server = createServer((request, response) => {
  const body = files.get(request.url ?? "");
  const type = request.url?.endsWith(".js") ? "text/javascript" : "application/octet-stream";
  response.writeHead(200, { "Content-Type": body ? type : "text/html" });
  response.end(body ?? "<!doctype html><title>bench</title>");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const checked = (name: string) => ({
  url: `${url}/${name}`,
  sha256: createHash("sha256")
    .update(files.get(`/${name}`) ?? "")
    .digest("hex"),
});
const start: ToDeep = {
  type: "start",
  runtime: checked("undertone-ort.wasm"),
  model: checked("undertone-deep-en.onnx"),
  own: undefined,
};

/** 30 pieces and the two around them. */
const text = `${"this is not what i asked for and it is still not working ".repeat(2)}so what now then`;

/** Runs in the page: milliseconds to be ready, then of each of `count` questions. */
async function measure(start: ToDeep, text: string, count: number) {
  let longTasks = 0;
  try {
    new PerformanceObserver((list) => {
      longTasks += list.getEntries().length;
    }).observe({ entryTypes: ["longtask"] });
  } catch {
    longTasks = Number.NaN;
  }
  const worker = new Worker("/undertone-deep-worker.js");
  const reply = () =>
    new Promise<FromDeep>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
    });
  const begin = performance.now();
  let waiting = reply();
  worker.postMessage(start);
  await waiting;
  const loadMs = performance.now() - begin;
  const times: number[] = [];
  for (let id = 0; id < count; ++id) {
    const from = performance.now();
    waiting = reply();
    worker.postMessage({ type: "ask", id, question: { text, earlier: [] } });
    await waiting;
    times.push(performance.now() - from);
  }
  worker.terminate();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { loadMs, least: at(0), median: at(0.5), longTasks };
}

const titles = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKitGTK" };
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const ms = (value: number) => `${value.toFixed(1)} ms`;

// The rows of tag/DEEP.md, "Cost".
console.log(
  "| measured here | first load | from cache | turn of 32 pieces, least | median | long tasks |",
);
console.log("|---|---|---|---|---|---|");
for (const name of engineNames) {
  const browser = await launch(name);
  const page = await browser.newPage();
  await page.goto(url);
  const first = await page.evaluate(measure, start, text, 1);
  const { loadMs, least, median, longTasks } = await page.evaluate(measure, start, text, 200);
  // Only Chromium tells of long tasks.
  const long = name === "chromium" ? `${longTasks}` : "not told";
  const cells = [seconds(first.loadMs), seconds(loadMs), ms(least), ms(median), long];
  console.log(`| ${titles[name]} | ${cells.join(" | ")} |`);
  await browser.close();
}
server.close();
