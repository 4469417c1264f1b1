// The deep tier with the real runtime and the real model, from another origin than the page's, under
// the narrowest policy that allows it; and what happens when a file is missing or is another one.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { type Browser, type Page, until } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { byLength } from "../support/onnx.ts";
import { type Site, startSite } from "../support/site.ts";

const dist = new URL("../../tag/dist/", import.meta.url);
let files: Server;
let origin: string;
let site: Site;

/** Lines that the collector took. */
const received: string[] = [];

/** Tells turns of more than eight pieces from others. */
const own = byLength(8);
const ownModel = {
  sha256: createHash("sha256").update(own).digest("hex"),
  labels: ["long", "short"],
};

/** Any origin may read the files; one name leads to nothing, one to another file. */
async function serveFiles(): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET") {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      received.push(...body.split("\n").filter(Boolean));
      response.writeHead(204, {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "*",
      });
      response.end();
      return;
    }
    const name = (request.url ?? "").slice(1);
    const wanted = name === "wrong.onnx" ? "undertone.js" : name;
    const body =
      name === "own.onnx" ? own : await readFile(new URL(wanted, dist)).catch(() => undefined);
    const type = wanted.endsWith(".js") ? "text/javascript" : "application/octet-stream";
    response.writeHead(body ? 200 : 404, {
      "Access-Control-Allow-Origin": "*",
      "Content-Type": type,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** A chat that keeps its events where the test finds them. */
const page = (app: string, deepOptions: object = {}): string => `<!doctype html>
<meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">
<script nonce="n">
window.seen = [];
window.said = 0;
window.undertone = [
  ["init", ${JSON.stringify({
    app,
    collector: { url: `${origin}/v1/logs`, format: "ndjson", compression: "none" },
    capture: false,
    nonce: "n",
    deep: "on",
    deepOptions: { limitMs: 60_000, loadLimitMs: 300_000, ...deepOptions },
  })}],
  ["on", "event", (event) => seen.push(event)],
];
</script>
<script nonce="n" async src="${origin}/undertone.js"></script>`;

before(async () => {
  files = await serveFiles();
  origin = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-n' 'wasm-unsafe-eval'",
    "worker-src blob:",
    `connect-src ${origin}`,
    "img-src data:",
    "require-trusted-types-for 'script'",
    "trusted-types undertone",
  ];
  site = await startSite(
    {
      "/real": page("real"),
      "/own": page("own", { model: { ...ownModel, url: `${origin}/own.onnx` } }),
      "/missing": page("missing", { modelUrl: `${origin}/missing.onnx` }),
      "/wrong": page("wrong", { modelUrl: `${origin}/wrong.onnx` }),
    },
    { "Content-Security-Policy": policy.join("; ") },
  );
});

after(async () => {
  await site?.stop();
  files?.closeAllConnections();
  files?.close();
});

interface Seen {
  kind: string;
  app?: string;
  tier?: string;
  turn_index?: number;
  topic?: number;
  sentiment_label?: string;
  internal_errors?: number;
  user_turns?: number;
}
declare global {
  var seen: Seen[];
  var said: number;
}

const say = (on: Page, text: string) =>
  on.evaluate((what) => {
    undertone.push(["user", what]);
    said += 1;
  }, text);
const events = (on: Page, kind: string) =>
  on.evaluate((what) => seen.filter((event) => event.kind === what), kind);

/** The user's turns, when all that were said are told. */
const told = (on: Page) =>
  until(
    async () => {
      const turns = await events(on, "user_message");
      return turns.length === (await on.evaluate(() => said)) && turns;
    },
    { what: "the events of all turns", timeoutMs: 120_000 },
  );

/** A turn that the core is not sure of. */
const kDoubtful = "this is not what I hoped for, but whatever";

for (const name of engineNames) {
  describe(name, () => {
    let browser: Browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test("a doubtful turn is scored by the deep tier, a plain one by the core", async () => {
      const tab = await browser.newPage();
      await tab.goto(`${site.url}/real`);
      // Until the model is there, the core's word is told.
      await until(
        async () => {
          await say(tab, kDoubtful);
          return (await told(tab)).at(-1)?.tier === "deep";
        },
        { what: "a turn of the deep tier", timeoutMs: 300_000 },
      );
      await say(tab, "hello");
      const turns = await told(tab);
      assert.equal(turns.at(-1)?.tier, "core");
      assert.deepEqual(
        turns.map(({ turn_index }) => turn_index),
        turns.map((_, index) => index),
      );
      await until(
        async () => (await events(tab, "conversation")).at(-1)?.user_turns === turns.length,
        { what: "the conversation with all turns" },
      );
      await tab.close();
    });
  });
}

describe("chromium, with a classifier of the site's own", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch("chromium");
  });
  after(() => browser?.close());

  test("every turn's topic is the place of a label", async () => {
    const tab = await browser.newPage();
    await tab.goto(`${site.url}/own`);
    await until(
      async () => {
        await say(tab, "hello");
        return (await told(tab)).at(-1)?.topic === 2;
      },
      { what: "the second label", timeoutMs: 300_000 },
    );
    await say(tab, "where is the parcel that I ordered from you three weeks ago");
    assert.equal((await told(tab)).at(-1)?.topic, 1);
    await tab.close();
  });
});

describe("chromium, when something is wrong", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch("chromium");
  });
  after(() => browser?.close());

  for (const path of ["missing", "wrong"]) {
    test(`${path} model: the core goes on alone, and the failure is counted`, async () => {
      const tab = await browser.newPage();
      await tab.goto(`${site.url}/${path}`);
      await until(
        async () => {
          await say(tab, kDoubtful);
          await tab.evaluate(() => undertone.push(["flush"]));
          return received
            .map((line) => JSON.parse(line) as Seen)
            .some(
              ({ app, kind, internal_errors = 0 }) =>
                app === path && kind === "tag" && internal_errors > 0,
            );
        },
        { what: "a report of the failure", timeoutMs: 30_000 },
      );
      const turns = await told(tab);
      assert.ok(turns.every(({ tier }) => tier === "core"));
      await tab.close();
    });
  }
});
