// Text never leaves: unlikely strings go in by every way there is; every byte that the browser sends
// or stores is searched for six code points of any of them. A page that leaks shows that the search
// would find them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Served, serve } from "../../demo/server/serve.ts";
import { type Browser, type Page, until } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { type Leak, leaksIn, windowsOf } from "../support/leaks.ts";
import { type RecordingProxy, startRecordingProxy } from "../support/recording_proxy.ts";
import { repository } from "../support/repository.ts";
import { type Site, startSite } from "../support/site.ts";
import { widgetPage } from "../support/widget_page.ts";
import { allCanaries, canaries, storageRecorder, storages } from "./canary_page.ts";

const windows = windowsOf(allCanaries);

let served: Served;
let site: Site;
before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
  const early = `undertone.push(["user", ${JSON.stringify(canaries.early)}]);`;
  const page = (app: string, format: string, path: string) =>
    widgetPage({
      tagUrl: `${served.url}/tag/undertone.js`,
      attributes: { collector: served.url + path, format, app, visitor: "true" },
      before: storageRecorder + early,
    });
  site = await startSite({
    "/otlp": page("otlp", "otlp", "/v1/logs"),
    "/ndjson": page("ndjson", "ndjson", "/events"),
    "/lost": page("lost", "ndjson", "/nowhere"),
    "/leaky": `<!doctype html><script>${storageRecorder}</script>`,
  });
});
after(async () => {
  await site.stop();
  await served.stop();
});

/** Every leak in what was sent and stored. */
function search(proxy: RecordingProxy, stored: readonly string[]): Leak[] {
  const sent = proxy.requests.flatMap(({ method, url, headers, body }) => [
    ...leaksIn(
      windows,
      Buffer.from(`${method} ${url}\n${headers.join("\n")}`),
      `head of ${method} ${url}`,
    ),
    ...leaksIn(windows, body, `body of ${method} ${url}`),
  ]);
  return [...sent, ...stored.flatMap((text) => leaksIn(windows, Buffer.from(text), "storage"))];
}

/** Says everything that can be said to the tag. */
async function chat(page: Page): Promise<void> {
  const { user, assistant, error, email, card, number, emoji, arabic, title } = canaries;
  await page.evaluate((words) => {
    document.title = words;
    document.documentElement.dataset.note = words;
  }, title);
  for (const text of [user, email, card, number, emoji, arabic]) {
    await page.evaluate((what) => say("user", what), text);
    await page.evaluate((what) => say("assistant", what), `${assistant} ${text}`);
  }
  await page.evaluate((what) => say("error", what), error);
  await page.evaluate(async (said) => {
    const tell = (...command: unknown[]) => globalThis.undertone.push(command);
    tell("user", said.user, { edits: 2 });
    tell("assistantStart");
    for (const piece of said.streamed) tell("delta", piece);
    tell("end", { latencyMs: 900 });
    tell("user", said.email, { traceId: said.option, spanId: said.option, note: said.option });
    tell("assistant", said.arabic, { error: said.option, latencyMs: said.option });
    tell("error", said.option);
    tell("action", said.option, { value: said.option });
    tell("action", "copied", { value: said.option });
    tell("setConsent", said.option);
    tell("setConsent", "granted");
    tell(said.option, said.option);
    tell("on", said.option, () => {});
    tell("on", "event", () => {
      throw new Error(said.option);
    });
    tell("inspect", said.inspected);
    tell("user", said.card);
  }, canaries);
  await page.click("#composer");
  await page.type("plonkwitz");
}

const kUserTurns = 10;

async function userTurns(app: string): Promise<number> {
  const rows = await served.store.query("SELECT 1 FROM user_messages WHERE app = $1", [app]);
  return rows.length;
}

/** Until the tag has told all it knows: the last user turn is there, as an event. */
async function delivered(page: Page, app: string): Promise<void> {
  await until(
    async () => {
      await page.evaluate(() => globalThis.undertone.push(["flush"]));
      return (await userTurns(app)) >= kUserTurns;
    },
    { what: `the user messages of ${app}`, timeoutMs: 40_000 },
  );
}

for (const name of engineNames) {
  describe(name, () => {
    let proxy: RecordingProxy;
    let browser: Browser;
    before(async () => {
      proxy = await startRecordingProxy();
      browser = await launch(name, { proxyPort: proxy.port });
    });
    after(async () => {
      await browser?.close();
      await proxy.stop();
    });

    for (const app of ["otlp", "ndjson"]) {
      test(`no text leaves as ${app}, nor is any stored`, async () => {
        await served.store.query("DELETE FROM events WHERE app = $1", [app]);
        const page = await browser.newPage();
        await page.goto(`${site.url}/${app}`);
        await chat(page);
        await delivered(page, app);
        const stored = await page.evaluate(storages);
        await page
          .evaluate((draft) => {
            (document.querySelector("#composer") as HTMLInputElement).value = draft;
            say("user", draft);
            location.href = "/elsewhere";
          }, canaries.draft)
          .catch(() => undefined);
        await until(async () => (await userTurns(app)) > kUserTurns, { what: "the last word" });
        assert.ok(
          proxy.requests.some(({ method, url }) => method === "POST" && url.startsWith(served.url)),
        );
        assert.deepEqual(search(proxy, stored), []);
        await page.close();
      });
    }

    test("nothing of it is kept when nothing can be delivered", async () => {
      const page = await browser.newPage();
      await page.goto(`${site.url}/lost`);
      await chat(page);
      const stored = await until(
        async () => {
          await page.evaluate(() => globalThis.undertone.push(["flush"]));
          const found = await page.evaluate(storages);
          return found.some((text) => text.includes("user_message")) && found;
        },
        { what: "events that are kept for later" },
      );
      assert.deepEqual(search(proxy, stored), []);
      await page.close();
    });
  });
}

describe("a page that leaks is caught", () => {
  let proxy: RecordingProxy;
  let browser: Browser;
  before(async () => {
    proxy = await startRecordingProxy();
    browser = await launch("chromium", { proxyPort: proxy.port });
  });
  after(async () => {
    await browser?.close();
    await proxy.stop();
  });

  const ways: Record<string, (text: string) => unknown> = {
    "in an address": (text) => fetch(`/collect?q=${encodeURIComponent(text)}`),
    "in a header": (text) => fetch("/collect", { headers: { "X-Note": encodeURIComponent(text) } }),
    "in a body": (text) => fetch("/collect", { method: "POST", body: text }),
    "as base64": (text) =>
      fetch("/collect", {
        method: "POST",
        body: btoa(String.fromCharCode(...new TextEncoder().encode(`ab${text}`))),
      }),
    compressed: async (text) => {
      const stream = new Blob([`{"a":${JSON.stringify(text)}}`])
        .stream()
        .pipeThrough(new CompressionStream("gzip"));
      await fetch("/collect", { method: "POST", body: await new Response(stream).arrayBuffer() });
    },
    "by beacon at the end": (text) => navigator.sendBeacon("/collect", text),
    "in local storage": (text) => localStorage.setItem("k", text),
    "in a cookie": (text) => {
      // biome-ignore lint/suspicious/noDocumentCookie: this is what is to be found
      document.cookie = `k=${encodeURIComponent(text)}`;
    },
  };

  for (const [way, leak] of Object.entries(ways)) {
    test(way, async () => {
      const page = await browser.newPage();
      await page.goto(`${site.url}/leaky`);
      assert.deepEqual(search(proxy, await page.evaluate(storages)), []);
      await page.evaluate(
        leak,
        "so xylofru, and \u{1f9a9}\u{1f9ad}\u{1f9a3}\u{1fabc}\u{1f419}\u{1f9a5}",
      );
      const found = await until(
        async () => {
          const leaks = search(proxy, await page.evaluate(storages));
          return leaks.length > 0 && leaks;
        },
        { what: "the leak to be found" },
      );
      assert.ok(found.some(({ window }) => window === "xylofr"));
      (proxy.requests as unknown[]).length = 0;
      await page.evaluate(() => {
        localStorage.clear();
        // biome-ignore lint/suspicious/noDocumentCookie: makes room for the next way
        document.cookie = "k=; max-age=0";
      });
      await page.close();
    });
  }

  test("the search sees through compression of our own making, too", () => {
    const body = gzipSync(JSON.stringify({ note: canaries.arabic }));
    assert.ok(leaksIn(windows, body, "body").length > 0);
    const hex = Buffer.from(canaries.user).toString("hex");
    assert.ok(leaksIn(windows, Buffer.from(`id=${hex}`), "body").length > 0);
  });
});
