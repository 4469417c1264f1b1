// The CORS headers that the recipes give, and no others: they let every format through to a collector
// of another origin, in three engines, and its Retry-After is heard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { FormatName } from "../../tag/src/formats/format.ts";
import { type Page, until } from "../support/browsers/browser.ts";
import { inEachEngine } from "../support/browsers/each_engine.ts";
import { repository } from "../support/repository.ts";

interface Tag {
  init(options: object): void;
  user(text: string): void;
  on(name: string, listener: (event: { event_id: string }) => void): void;
  flush(): Promise<void>;
}
declare const undertone: Tag;

const formats: FormatName[] = [
  "otlp",
  "ndjson",
  "cloudevents",
  "snowplow",
  "segment",
  "posthog",
  "faro",
];
const kRetryAfterMs = 2000;
const readme = readFileSync(join(repository, "tag/collectors/README.md"), "utf8");

/** The recipe's headers, for the origin given; with what the recipe says that `format` needs. */
function recipe(origin: string, format: FormatName): [string, string][] {
  const lines = [...readme.matchAll(/^(Access-Control-[\w-]+): (.+)$/gm)];
  const [, more = ""] =
    new RegExp(`^\\| \`${format}\` \\| (.+) \\|$`, "m").exec(
      readme.slice(readme.indexOf("## Another origin")),
    ) ?? [];
  const needed = more.replaceAll("`", "");
  assert.equal(lines.length, 4);
  return lines.map(([, name = "", value = ""]) => {
    const here = value.replace("https://www.example", origin);
    return [name, /Allow-Headers/.test(name) && needed ? `${here}, ${needed}` : here];
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const bytes = await buffer(request);
  const isGzip = request.headers["content-encoding"] === "gzip";
  return (isGzip ? gunzipSync(bytes) : bytes).toString();
}

interface Post {
  atMs: number;
  body: string;
}

/** A site and, at another origin, a collector for each format; it answers its first request with 429. */
async function startOrigins() {
  const script = readFileSync(join(repository, "tag/dist/undertone.js"));
  const posts = new Map<string, Post[]>();
  let siteUrl = "";
  const site = createServer((request, response) => {
    const isScript = request.url === "/undertone.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script src="/undertone.js"></script>');
  });
  const collector = createServer(async (request, response) => {
    const format = (request.url ?? "").slice(1) as FormatName;
    for (const [name, value] of recipe(siteUrl, format)) response.setHeader(name, value);
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const list = posts.get(format) ?? [];
    posts.set(format, list);
    list.push({ atMs: Date.now(), body: await bodyOf(request) });
    const isFirst = list.length === 1;
    return response.writeHead(isFirst ? 429 : 200, isFirst ? { "retry-after": "2" } : {}).end("{}");
  });
  const servers = [site, collector];
  const urls: string[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
  [siteUrl = ""] = urls;
  return {
    siteUrl,
    collectorUrl: urls[1],
    posts,
    stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function play(page: Page): Promise<void> {
  const { siteUrl, collectorUrl, posts, stop } = await startOrigins();
  try {
    await page.goto(siteUrl);
    const ids = await page.evaluate(
      (url, names) => {
        undertone.init({
          app: "shop",
          engine: "none",
          capture: false,
          collector: names.map((format) => ({
            url: `${url}/${format}`,
            format,
            key: "key",
            compression: "gzip",
          })),
        });
        const told: string[] = [];
        undertone.on("event", ({ event_id }) => told.push(event_id));
        for (let i = 0; i < 5; ++i) undertone.user("hello");
        return undertone.flush().then(() => told);
      },
      collectorUrl,
      formats,
    );
    for (const format of formats) {
      const isThere = (): boolean => {
        const [, ...taken] = posts.get(format) ?? [];
        return ids.every((id) => taken.some(({ body }) => body.includes(id)));
      };
      await until(isThere, { what: `all events as ${format}` });
      const [first, second] = posts.get(format) as [Post, Post];
      assert.ok(second.atMs - first.atMs >= kRetryAfterMs - 100, format);
    }
  } finally {
    stop();
  }
}

inEachEngine("CORS as the recipes give it", 60_000, {
  "lets every format through, and the answer's headers": play,
});
