// A page with the tag, in a browser context of its own, beside a collector that misbehaves.
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page, Target } from "puppeteer-core";
import type { FormatName } from "../../tag/src/formats/format.ts";
import type { Options } from "../../tag/src/options.ts";
import { FaultyCollector, type ReceivedEvent } from "../support/faulty_collector.ts";
import { isBalanced, type Ledger, ledgerOf, type Told } from "../support/ledger.ts";

/** Short delays, so that a case takes seconds; no rate limit, so that nothing but faults drops. */
const delivery = {
  flushDelayMs: 200,
  retryDelayMs: 150,
  maxRetryDelayMs: 1000,
  sendTimeoutMs: 1500,
  eventsPerSecond: 1e6,
  eventBurst: 1e6,
};

const dist = new URL("../../tag/dist/", import.meta.url);

/**
 * Serves the tag and one page that starts it with the options in its address. `tag`: another build
 * of the tag than the one in `tag/dist/`.
 */
export async function startSite(tag?: string): Promise<{ server: Server; origin: string }> {
  const scripts = new Map<string, Buffer | string>();
  for (const name of tag ? [] : await readdir(dist)) {
    if (name.startsWith("undertone")) scripts.set(`/${name}`, await readFile(new URL(name, dist)));
  }
  if (tag) scripts.set("/undertone.js", tag);
  const html = `<!doctype html><title>chat</title><script src="/undertone.js"></script>
<script>
  const { before, ...options } = JSON.parse(decodeURIComponent(location.search.slice(1)) || "{}");
  if (before) (0, eval)(before)(options);
  window.told = [];
  if (options.app) {
    undertone.init(options);
    undertone.on("event", ({ event_id, session_id, sequence }) =>
      told.push({ id: event_id, session: session_id, sequence }));
  }
</script>`;
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? "");
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

interface Tag {
  user(text: string): void;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
  setConsent(consent: string): void;
}
declare const undertone: Tag;
declare const told: Told[];

export class FaultPage {
  readonly collector = new FaultyCollector();
  /** all events that the tag told the page about, by id */
  readonly sent = new Map<string, Told>();
  page!: Page;
  /** What vanished with a database that was taken from the tag. */
  readonly evicted: ReceivedEvent[] = [];
  private context!: BrowserContext;
  private url = "";

  constructor(
    private readonly browser: Browser,
    private readonly origin: string,
  ) {}

  /** `before` is the source of a function that runs in the page before the tag starts. */
  async open(
    options: Partial<Options> & { before?: string } = {},
    format: FormatName = "ndjson",
  ): Promise<void> {
    await this.collector.start();
    this.context = await this.browser.createBrowserContext();
    const collector = { url: this.collector.url, format };
    const all = { app: "faults", engine: "none", capture: false, collector, ...options };
    const given = { ...all, delivery: { ...delivery, ...options.delivery } };
    this.url = `${this.origin}/?${encodeURIComponent(JSON.stringify(given))}`;
    this.page = await this.newPage();
  }

  /** Another tab of the same browser, with the same tag. */
  async newPage(): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.url);
    return page;
  }

  /** A tab that the page itself opens: it begins with a copy of the page's sessionStorage. */
  async openFromPage(): Promise<Page> {
    const isNew = (target: Target): boolean => target.opener() === this.page.target();
    const opened = this.context.waitForTarget(isNew);
    await this.page.evaluate(() => void window.open(location.href));
    const page = await (await opened).page();
    if (!page) throw new Error("no page was opened");
    await page.waitForFunction(() => typeof undertone === "object" && "user" in undertone);
    return page;
  }

  async goto(path: string): Promise<void> {
    await this.note();
    await this.page.goto(path || this.url);
  }

  /** Leaves the page for one without the tag, and comes back. */
  async leaveAndReturn(): Promise<void> {
    await this.goto(`${this.origin}/`);
    await this.page.goto(this.url);
  }

  async reload(): Promise<void> {
    await this.note();
    await this.page.goto(this.url);
  }

  /** Sends user messages, each of which makes two events; summaries replace each other. */
  async say(count: number, page = this.page): Promise<void> {
    await page.evaluate((n) => {
      for (let i = 0; i < n; ++i) undertone.user(`message ${i}`);
    }, count);
    await this.note(page);
  }

  async note(page = this.page): Promise<void> {
    for (const event of await page.evaluate(() => told.splice(0))) this.sent.set(event.id, event);
  }

  /** Waits until the engine has scored something. */
  async waitForEngine(): Promise<void> {
    const { received } = this.collector;
    const isScored = () => [...received.values()].some(({ event }) => event.engine !== "none");
    while (!isScored()) {
      await this.say(1);
      await this.flush();
      await pause(150);
    }
  }

  /** Waits until that many messages were received at least. */
  async expectTurns(count: number, timeoutMs: number): Promise<void> {
    const { received } = this.collector;
    const deadline = Date.now() + timeoutMs;
    const turns = () => [...received.values()].filter(({ event }) => event.kind === "user_message");
    while (turns().length < count) {
      if (Date.now() > deadline) throw new Error(`${turns().length} of ${count} messages came`);
      await this.flush();
      await pause(150);
    }
  }

  async flush(page = this.page): Promise<void> {
    await page.evaluate(() => undertone.flush());
  }

  async setConsent(consent: string): Promise<void> {
    await this.page.evaluate((given) => undertone.setConsent(given), consent);
  }

  async shutdown(): Promise<void> {
    await this.page.evaluate(() => undertone.shutdown());
  }

  /** Waits until every event was received or counted; throws what is wrong if that never comes. */
  async expectBalance(timeoutMs = 15_000, pages = [this.page]): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      for (const page of pages) {
        await this.flush(page);
        await this.note(page);
      }
      const wrong = this.imbalance();
      if (!wrong) return;
      if (Date.now() > deadline) throw new Error(wrong);
      await pause(150);
    }
  }

  get ledger(): Ledger {
    return ledgerOf(this.sent.values(), this.collector, this.evicted);
  }

  private imbalance(): string {
    const { ledger } = this;
    return isBalanced(ledger) ? "" : JSON.stringify(ledger);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.collector.stop();
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
