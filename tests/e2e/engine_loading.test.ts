// How the engine gets into a page, policy by policy. The engine here is a stand-in that answers each
// turn with a moment; what it needs from the browser (script, blob worker, WebAssembly) is real.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { until } from "../support/browsers/browser.ts";
import { FaultyCollector } from "../support/faulty_collector.ts";

/** The smallest module: magic and version. */
const emptyModule = "AGFzbQEAAAA=";

/** Source of a worker that speaks the protocol of tag/src/worker/protocol.ts. */
const workerSource = (engine: string, wasm?: string) => `
onmessage = async ({ data }) => {
  if (data.type === "start") {
    const module = ${JSON.stringify(wasm ?? null)} ?? data.wasm;
    try {
      if (module) await WebAssembly.compile(Uint8Array.from(atob(module), (c) => c.charCodeAt(0)));
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

interface Case {
  /** `CDN` and `COLLECTOR` stand for their origins */
  csp?: string;
  attributes?: string;
  /** scripts that the CDN does not have */
  missing?: RegExp;
  /** the engine that scores in the end */
  engine: "wasm_simd" | "js" | "none";
}

const cases: Record<string, Case> = {
  "no policy": { engine: "wasm_simd" },
  "an allow-list with blob workers": {
    csp: "default-src 'self'; script-src 'self' 'unsafe-inline' CDN 'wasm-unsafe-eval'; worker-src blob:; connect-src COLLECTOR",
    engine: "wasm_simd",
  },
  "nonce and strict-dynamic": {
    csp: "script-src 'nonce-n0nce' 'strict-dynamic' 'wasm-unsafe-eval'; worker-src blob:; object-src 'none'; base-uri 'none'",
    engine: "wasm_simd",
  },
  "Trusted Types with the policy undertone": {
    csp: "require-trusted-types-for 'script'; trusted-types undertone; worker-src blob:",
    engine: "wasm_simd",
  },
  "Trusted Types without it": {
    csp: "require-trusted-types-for 'script'; trusted-types other",
    engine: "none",
  },
  "WebAssembly forbidden": {
    csp: "script-src 'self' 'unsafe-inline' CDN; worker-src blob:",
    engine: "js",
  },
  "blob workers forbidden": { csp: "worker-src 'self'", engine: "none" },
  "blob workers forbidden, worker self-hosted": {
    csp: "worker-src 'self'",
    attributes: 'data-worker-url="/worker.js"',
    engine: "wasm_simd",
  },
  "WebAssembly forbidden, worker self-hosted": {
    csp: "script-src 'self' 'unsafe-inline' CDN; worker-src 'self'",
    attributes: 'data-worker-url="/worker.js"',
    engine: "wasm_simd",
  },
  "the engine is not on the CDN": { missing: /engine/, engine: "none" },
  "only the JavaScript engine is on the CDN": { missing: /simd|scalar/, engine: "js" },
  "the model is not on the CDN": { missing: /model/, engine: "wasm_simd" },
  "data-engine=none": { attributes: 'data-engine="none"', engine: "none" },
};

interface Tag {
  user(text: string): void;
  flush(): Promise<void>;
  inspect(text: string): Promise<unknown[]>;
}
declare const undertone: Tag;

describe("the engine gets into the page", { concurrency: 4 }, () => {
  let browser: Browser;
  let scripts: Record<string, string>;
  before(async () => {
    browser = await puppeteer.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox"],
    });
    const script = new URL("../../tag/dist/undertone.js", import.meta.url);
    scripts = {
      "/undertone.js": await readFile(script, "utf8"),
      "/undertone-engine-simd.js": await engineScript(workerSource("wasm_simd"), emptyModule),
      "/undertone-engine-js.js": await engineScript(workerSource("js")),
      "/undertone-model-en.js": modelScript,
    };
  });
  after(() => browser.close());

  /** Opens a page under the case's policy; the tag comes from another origin. */
  async function withPage(
    { csp = "", attributes = "", missing }: Omit<Case, "engine">,
    run: (page: Page, collector: FaultyCollector) => Promise<void>,
  ): Promise<void> {
    const collector = new FaultyCollector();
    await collector.start();
    const cdn = await serve((request, response) => {
      const path = request.url ?? "";
      const text = missing?.test(path) ? undefined : scripts[path];
      response.writeHead(text ? 200 : 404, { "content-type": "text/javascript" });
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
      response.end(`<!doctype html><title>chat</title>
<script nonce="n0nce">window.undertone = []; undertone.push(["user", "early"]);</script>
<script nonce="n0nce" async src="${cdn.origin}/undertone.js" data-app="a" data-format="ndjson"
  data-collector="${collector.url}" ${attributes}></script>`);
    });
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const errors: unknown[] = [];
      page.on("pageerror", (error) => errors.push(error));
      await page.goto(site.origin);
      await page.waitForFunction("typeof undertone.flush === 'function'");
      await run(page, collector);
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
      await collector.stop();
      for (const { server } of [cdn, site]) server.close();
    }
  }

  /** Says `text` and gives what scored it. */
  async function engineOf(page: Page, collector: FaultyCollector, text: string): Promise<string[]> {
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

  for (const [name, { engine, ...given }] of Object.entries(cases)) {
    it(`${name}: ${engine}`, async () => {
      await withPage(given, async (page, collector) => {
        // What was said before the tag was there arrives, too, scored or not.
        await until(
          async () => {
            await page.evaluate(() => undertone.flush());
            return collector.received.size > 0;
          },
          { what: "the early message" },
        );
        const engines = await engineOf(page, collector, "hello");
        assert.deepEqual(new Set(engines), new Set([engine]));
        const entities = await page.evaluate(() => undertone.inspect("Ann"));
        assert.equal(entities.length, engine === "none" ? 0 : 1);
      });
    });
  }

  it("a worker that dies: its turn and all later ones are told unscored", async () => {
    await withPage({}, async (page, collector) => {
      await until(async () => (await engineOf(page, collector, "hello")).includes("wasm_simd"), {
        what: "the engine",
      });
      assert.ok((await engineOf(page, collector, "die")).includes("none"));
      assert.deepEqual(new Set(await engineOf(page, collector, "again")), new Set(["none"]));
    });
  });

  it("a turn that the engine refuses is told unscored, the next one scored", async () => {
    await withPage({}, async (page, collector) => {
      await until(async () => (await engineOf(page, collector, "hello")).includes("wasm_simd"), {
        what: "the engine",
      });
      assert.ok((await engineOf(page, collector, "refuse")).includes("none"));
      assert.deepEqual(await engineOf(page, collector, "hello"), ["wasm_simd"]);
    });
  });

  it("a turn that is still with the engine when the page closes is told unscored", async () => {
    await withPage({}, async (page, collector) => {
      await until(async () => (await engineOf(page, collector, "hello")).includes("wasm_simd"), {
        what: "the engine",
      });
      await page.evaluate(() => undertone.user("hang"));
      const before = collector.received.size;
      await page.goto("about:blank");
      await until(
        () =>
          [...collector.received.values()]
            .slice(before)
            .some(({ event }) => event.kind === "user_message"),
        { what: "the unscored message" },
      );
    });
  });
});
