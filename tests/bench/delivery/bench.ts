// Events lost: five ways in which tags lose them, ours beside other SDKs in one run, in Chromium.
//
//   npm ci --prefix tests/bench/delivery && node --import tsx tests/bench/delivery/bench.ts [SDK...]
import { readdirSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import puppeteer, { type Browser } from "puppeteer-core";

const here = fileURLToPath(new URL(".", import.meta.url));
const tag = join(here, "../../../tag/src/index.ts");
const outageMs = 9000;
/** How long after the last page a tag may still deliver. */
const patienceMs = 35_000;

type Answer = (
  response: ServerResponse,
  sinceStartMs: number,
  index: number,
) => "taken" | "refused";

interface Scenario {
  messages: number;
  /** how often the visitor says that and moves on */
  pages: number;
  answer: Answer;
}

const take: Answer = (response) => {
  response.setHeader("content-type", "application/json");
  response.end('{"success":true,"code":200}');
  return "taken";
};

const scenarios: Record<string, Scenario> = {
  "20 events then navigate, 8 times": { messages: 20, pages: 8, answer: take },
  "200 events then navigate, 3 times": { messages: 200, pages: 3, answer: take },
  "503 for 9 s": {
    messages: 20,
    pages: 0,
    answer(response, ms, index) {
      if (ms > outageMs) return take(response, ms, index);
      response.writeHead(503).end();
      return "refused";
    },
  },
  "429 with Retry-After 5": {
    messages: 20,
    pages: 0,
    answer(response, ms, index) {
      if (index > 0 && ms > 5000) return take(response, ms, index);
      response.writeHead(429, { "retry-after": "5" }).end();
      return "refused";
    },
  },
  "resets for 9 s and a reload": {
    messages: 20,
    pages: 1,
    answer(response, ms, index) {
      if (ms > outageMs) return take(response, ms, index);
      response.destroy();
      return "refused";
    },
  },
};

/** Page, script and collector in one server, each SDK and scenario its own. */
async function serve(script: string, answer: Answer) {
  const begin = Date.now();
  const times = new Map<string, number>();
  let requests = 0;
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
    response.setHeader(
      "access-control-allow-headers",
      request.headers["access-control-request-headers"] ?? "*",
    );
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("access-control-expose-headers", "retry-after, date");
    if (request.url === "/sdk.js") {
      response.setHeader("content-type", "text/javascript; charset=utf-8");
      response.end(script);
    } else if (request.method === "GET") {
      response.setHeader("content-type", "text/html");
      response.end(
        request.url === "/chat"
          ? '<!doctype html><script src="/sdk.js"></script>'
          : "<!doctype html>",
      );
    } else if (request.method === "OPTIONS") {
      response.writeHead(204).end();
    } else {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        if (answer(response, Date.now() - begin, requests++) === "refused") return;
        const bytes = Buffer.concat(chunks);
        const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
        const body = decodeURIComponent(
          (isGzip ? gunzipSync(bytes) : bytes).toString().replace(/%(?![0-9a-f]{2})/gi, "%25"),
        );
        const ids = body.match(/bench-\d+-\d+-end|"event_id":"[^"]+"/g) ?? [];
        // Some SDKs name an event twice in one body: once counts.
        for (const id of new Set(ids)) {
          const name = id.replace(/^"event_id":"|"$/g, "");
          times.set(name, (times.get(name) ?? 0) + 1);
        }
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, times, stop };
}

interface Scope {
  say(count: number, page: number): string[];
}

async function play(browser: Browser, script: string, { messages, pages, answer }: Scenario) {
  const { url, times, stop } = await serve(script, answer);
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const sent: string[] = [];
    const say = async (count: number, round: number): Promise<void> => {
      const told = await page.evaluate(
        (n, k) => (globalThis as unknown as Scope).say(n, k),
        count,
        round,
      );
      sent.push(...told);
    };
    await page.goto(`${url}/chat`);
    for (let round = 0; round < Math.max(1, pages); ++round) {
      await say(messages, round);
      if (pages === 0) break;
      await page.goto(`${url}/elsewhere`);
      await page.goto(`${url}/chat`);
    }
    const deadline = Date.now() + patienceMs;
    const received = (): string[] => sent.filter((id) => times.has(id));
    while (received().length < sent.length && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const twice = sent.filter((id) => (times.get(id) ?? 0) > 1).length;
    return `${received().length}/${sent.length}${twice > 0 ? ` ${twice}d` : ""}`;
  } finally {
    await context.close();
    stop();
  }
}

async function bundle(name: string): Promise<string> {
  const contents = `import { sdk } from "./sdks/${name}.ts";
const tell = sdk(location.origin);
globalThis.say = (count, page) => Array.from({ length: count }, (_, i) => tell("bench-" + page + "-" + i + "-end"));`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    logLevel: "error",
    write: false,
    alias: { undertone: tag },
    external: ["./undertone-*"],
  });
  return outputFiles[0]?.text ?? "";
}

const all = readdirSync(join(here, "sdks")).map((file) => file.replace(".ts", ""));
const wanted = process.argv.slice(2);
const names =
  wanted.length > 0 ? wanted : ["undertone", ...all.filter((name) => name !== "undertone")];
const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
console.log(`received/sent; d = received twice\n${await browser.version()}`);
try {
  for (const [title, scenario] of Object.entries(scenarios)) {
    console.log(`\n${title}`);
    const results = names.map(async (name) => {
      const result = await play(browser, await bundle(name), scenario).catch(
        (error: Error) => error.message,
      );
      return `  ${name.padEnd(16)}${result}`;
    });
    for (const line of await Promise.all(results)) console.log(line);
  }
} finally {
  await browser.close();
}
