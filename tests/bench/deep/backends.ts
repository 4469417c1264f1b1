// Would threads or WebGPU be faster than one thread of WebAssembly? Time of a run of our model over 32
// pieces in Chromium, on a page that is cross-origin isolated, by the whole of ONNX Runtime Web; and what
// a page would have to fetch for it. Without a GPU, WebGPU is emulated: that says only that it works.
//
//   node --import tsx tests/bench/deep/backends.ts
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import puppeteer from "puppeteer-core";
import { callSource } from "../../support/browsers/browser.ts";
import { kChromium } from "../../support/browsers/puppeteer.ts";

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const runtime = at("node_modules/onnxruntime-web/dist");
const kType: Record<string, string> = { mjs: "text/javascript", wasm: "application/wasm" };

const server = createServer((request, response) => {
  const path = request.url ?? "";
  const file = path === "/model.onnx" ? at("models/deep/en/model.onnx") : runtime + path;
  const isThere = path !== "/" && existsSync(file);
  response.writeHead(isThere || path === "/" ? 200 : 404, {
    "Content-Type": kType[path.split(".").at(-1) ?? ""] ?? "text/html",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  });
  response.end(isThere ? readFileSync(file) : "<!doctype html><title>bench</title>");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Runs in the page. */
async function measure(script: string, provider: string, threads: number) {
  const ort = await import(script);
  ort.env.wasm.wasmPaths = `${location.origin}/`;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  const begin = performance.now();
  const session = await ort.InferenceSession.create("/model.onnx", {
    executionProviders: [provider],
    graphOptimizationLevel: provider === "wasm" ? "disabled" : "all",
  });
  const ids = BigInt64Array.from({ length: 32 }, (_, i) => BigInt(i === 0 ? 2 : i * 7 + 16));
  const run = () => session.run({ input_ids: new ort.Tensor("int64", ids, [1, ids.length]) });
  await run();
  const load = performance.now() - begin;
  const times: number[] = [];
  for (let i = 0; i < 60; ++i) {
    const from = performance.now();
    await run();
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { load, least: times[0] ?? 0, median: times[30] ?? 0 };
}

const browser = await puppeteer.launch({
  executablePath: kChromium,
  headless: true,
  protocolTimeout: 40_000,
  args: ["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
});
console.log("                load |  run: least  median | gzip");
for (const [name, script, wasm, provider, threads] of [
  ["1 thread", "ort.wasm.min.mjs", "ort-wasm-simd-threaded.wasm", "wasm", 1],
  ["2 threads", "ort.wasm.min.mjs", "ort-wasm-simd-threaded.wasm", "wasm", 2],
  ["4 threads", "ort.wasm.min.mjs", "ort-wasm-simd-threaded.wasm", "wasm", 4],
  ["WebGPU", "ort.webgpu.min.mjs", "ort-wasm-simd-threaded.asyncify.wasm", "webgpu", 1],
] as const) {
  const page = await browser.newPage();
  await page.goto(url);
  const size = gzipSync(readFileSync(`${runtime}/${wasm}`)).length / 1e6;
  const told = (await page
    .evaluate(callSource(measure, [`${url}/${script}`, provider, threads]))
    .catch(() => undefined)) as Awaited<ReturnType<typeof measure>> | undefined;
  const ms = (value: number, width: number) => value.toFixed(1).padStart(width);
  const times = told
    ? `${ms(told.load, 8)} |${ms(told.least, 12)}${ms(told.median, 8)}`
    : "        not here";
  console.log(`${name.padEnd(12)}${times} | ${size.toFixed(1)} MB`);
  await page.close();
}
await browser.close();
server.close();
