// A page whose tag comes from another origin, under a policy, with an engine that is a stand-in: it
// answers each turn with a moment; what it needs from the browser (script, blob worker, WebAssembly)
// is real.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, type Page, until, waitFor } from "../support/browsers/browser.ts";
import { FaultyCollector } from "../support/faulty_collector.ts";

/** The smallest module: magic and version. */
const emptyModule = "AGFzbQEAAAA=";

/** Source of a worker that speaks the protocol of tag/src/worker/protocol.ts. */
const workerSource = (engine: string, wasm?: string) => `
onmessage = async ({ data }) => {
  if (data.type === "start") {
    const module = ${JSON.stringify(wasm ?? null)} ?? data.wasm;
    try {
      if (module) await WebAssembly.instantiate(Uint8Array.from(atob(module), (c) => c.charCodeAt(0)));
      postMessage({ type: "ready", engine: ${JSON.stringify(engine)} });
    } catch {
      postMessage({ type: "failed" });
    }
  } else if (data.type === "push") {
    if (data.text === "die") setTimeout(() => { throw new Error("dead"); });
    if (/die|hang/.test(data.text)) return;
    if (data.text === "refuse") return postMessage({ type: "refused", id: data.id });
    const events = [{ kind: "moment", moment: "loop", turn_index: 0, lang: "en", model_version: 1, risk: [] }];
    postMessage({ type: "events", id: data.id, events });
  } else if (data.type === "inspect") {
    postMessage({ type: "entities", id: data.id, entities: [{ begin: 0, end: 3, type: "PERSON", score: 1 }] });
  }
};`;

async function engineScript(source: string, wasm?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../tag/src/worker/enginePart.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    target: "es2020",
    write: false,
    define: {
      workerSource: JSON.stringify(source),
      wasmBase64: wasm ? JSON.stringify(wasm) : "undefined",
    },
  });
  return outputFiles[0]?.text ?? "";
}

const modelScript = `(self.undertoneParts ??= []).push({ part: "model", language: "en", bytes: "" });`;

async function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ server: Server; origin: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export interface Case {
  /** `CDN` and `COLLECTOR` stand for their origins */
  csp?: string;
  attributes?: string;
  /** scripts that the CDN does not have */
  missing?: RegExp;
  /** how long the tag is waited for */
  patienceMs?: number;
}

interface Tag {
  user(text: string): void;
  flush(): Promise<void>;
  inspect(text: string): Promise<unknown[]>;
}
declare global {
  interface Window {
    mistakes: string[];
  }
}
declare const undertone: Tag;

/** Scripts of the CDN, by path. */
export async function cdnScripts(): Promise<Record<string, string>> {
  const script = new URL("../../tag/dist/undertone.js", import.meta.url);
  return {
    "/undertone.js": await readFile(script, "utf8"),
    "/undertone-engine-simd.js": await engineScript(workerSource("wasm_simd"), emptyModule),
    "/undertone-engine-js.js": await engineScript(workerSource("js")),
    "/undertone-model-en.js": modelScript,
  };
}

export interface Opened {
  page: Page;
  collector: FaultyCollector;
}

/** Opens a page under the case's policy and runs `run`; nothing may have gone wrong in the page. */
export async function withTag(
  browser: Browser,
  scripts: Readonly<Record<string, string>>,
  { csp = "", attributes = "", missing, patienceMs = 20_000 }: Case,
  run: (opened: Opened) => Promise<void>,
): Promise<void> {
  const collector = new FaultyCollector();
  await collector.start();
  const cdn = await serve((request, response) => {
    const path = request.url ?? "";
    const text = missing?.test(path) ? undefined : scripts[path];
    response.writeHead(text ? 200 : 404, {
      "content-type": "text/javascript",
      "access-control-allow-origin": "*",
    });
    response.end(text);
  });
  const policy = csp
    .replaceAll("CDN", cdn.origin)
    .replaceAll("COLLECTOR", new URL(collector.url).origin);
  const site = await serve((request, response) => {
    if (request.url === "/worker.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(workerSource("wasm_simd", emptyModule));
      return;
    }
    response.setHeader("content-type", "text/html");
    if (policy) response.setHeader("content-security-policy", policy);
    response.end(`<!doctype html><title>chat</title><link rel="icon" href="data:,">
<script nonce="n0nce">window.mistakes = []; addEventListener("error", ({ message }) => { if (message) mistakes.push(message); });
window.undertone = []; undertone.push(["user", "early"]);</script>
<script nonce="n0nce" async src="${cdn.origin}/undertone.js" data-app="a" data-format="ndjson"
  data-collector="${collector.url}" ${attributes}></script>`);
  });
  const page = await browser.newPage();
  try {
    await page.goto(site.origin);
    await waitFor(
      page,
      { what: "the tag", timeoutMs: patienceMs },
      () => typeof undertone?.flush === "function",
    );
    await run({ page, collector });
    assert.deepEqual(await page.evaluate(() => window.mistakes ?? []), []);
  } finally {
    await page.close();
    await collector.stop();
    for (const { server } of [cdn, site]) server.close();
  }
}

/** Says `text` and gives what scored it. */
export async function engineOf({ page, collector }: Opened, text: string): Promise<string[]> {
  const before = collector.received.size;
  await page.evaluate((given) => undertone.user(given), text);
  const news = await until(
    async () => {
      await page.evaluate(() => undertone.flush());
      const all = [...collector.received.values()].map(({ event }) => event);
      return all.length > before ? all.slice(before) : undefined;
    },
    { what: "an event" },
  );
  return news.filter(({ kind }) => kind !== "tag").map(({ engine }) => engine);
}

/** That `engine` scores what is said, and that what was said before the tag came arrives, too. */
export async function expectEngine(opened: Opened, engine: string): Promise<void> {
  const { page, collector } = opened;
  await until(
    async () => {
      await page.evaluate(() => undertone.flush());
      return collector.received.size > 0;
    },
    { what: "the early message" },
  );
  assert.deepEqual(new Set(await engineOf(opened, "hello")), new Set([engine]));
  const entities = await page.evaluate(() => undertone.inspect("Ann"));
  assert.equal(entities.length, engine === "none" ? 0 : 1);
}
