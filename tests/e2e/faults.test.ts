// The fault matrix: whatever happens, sent = received + counted, and nothing counts twice.
import assert from "node:assert/strict";
import type { Server } from "node:http";
import { after, before, describe, it } from "node:test";
import puppeteer, { type Browser } from "puppeteer-core";
import type { Fault } from "../support/faulty_collector.ts";
import { FaultPage, pause, startSite } from "./fault_page.ts";

let browser: Browser;
let site: { server: Server; origin: string };

before(async () => {
  browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  site = await startSite();
});
after(async () => {
  await browser.close();
  site.server.close();
});

const accept: Fault = { type: "accept" };
const status = (code: number, headers?: Record<string, string>): Fault => ({
  type: "status",
  status: code,
  ...(headers && { headers }),
});

/** The given faults, one after the other, then all is well. */
const first =
  (...faults: Fault[]) =>
  (index: number): Fault =>
    faults[index] ?? accept;

const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

type Case = (page: FaultPage) => Promise<void>;

/** Opens, sends 45 messages in two goes under the fault, and wants the balance. */
const under =
  (fault: (index: number) => Fault, options: Parameters<FaultPage["open"]>[0] = {}): Case =>
  async (page) => {
    page.collector.fault = fault;
    await page.open(options);
    await page.say(40);
    await pause(300);
    await page.say(5);
    await page.expectBalance();
  };

/** Storage that throws, in several ways; sources, since they run in the page. */
const noStorage = `() => {
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
  }
}`;
const fullStorage = `() => {
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}`;
const brokenDatabase = `() => {
  const put = IDBObjectStore.prototype.put;
  let calls = 0;
  IDBObjectStore.prototype.put = function (...args) {
    if (++calls === 3) this.transaction.abort();
    return put.apply(this, args);
  };
}`;
const clockJump = (ms: number) => `() => {
  const now = Date.now;
  setTimeout(() => { Date.now = () => now() + ${ms}; }, 100);
}`;
const noLocks = `() => Object.defineProperty(navigator, "locks", { value: undefined })`;
const noCompression = `() => { delete window.CompressionStream; }`;
const hookThatThrows = `(options) => {
  let calls = 0;
  options.beforeSend = (event) => { if (++calls % 5 === 0) throw new Error("hook"); return event; };
}`;
const hookThatDrops = `(options) => {
  options.beforeSend = (event) => (event.turn_index % 2 ? null : event);
}`;
const formatThatThrows = `(options) => {
  let calls = 0;
  options.collector.format = (events) => {
    if (++calls === 1) throw new Error("format");
    return {
      body: events.map((event) => JSON.stringify(event)).join("\\n"),
      headers: { "content-type": "application/x-ndjson" },
    };
  };
}`;

const cases: Record<string, Case> = {
  "all is well": under(() => accept),
  "the first request hangs": under(first({ type: "hang" })),
  "three requests hang": under(first(...times(3, { type: "hang" }))),
  "the first connection is reset": under(first({ type: "reset" })),
  "five connections are reset": under(first(...times(5, { type: "reset" }))),
  "reset after the events were taken": under(first(...times(3, { type: "reset", late: true }))),
  "500 drops and counts": under(first(status(500))),
  "501 drops and counts": under(first(status(501))),
  "502 is tried again": under(first(...times(3, status(502)))),
  "503 is tried again": under(first(...times(3, status(503)))),
  "504 is tried again": under(first(...times(3, status(504)))),
  "400 drops and counts": under(first(status(400))),
  "401 drops and counts": under(first(status(401))),
  "403 drops and counts": under(first(status(403))),
  "404 drops and counts": under(first(...times(4, status(404)))),
  "422 drops and counts": under(first(status(422))),
  "413 halves the batch": under(first(...times(2, status(413)))),
  "415 to gzip goes uncompressed": under(first(status(415))),
  "429 without Retry-After": under(first(...times(2, status(429)))),
  "429 with seconds": under(first(status(429, { "retry-after": "2" }))),
  "429 with a date": async (page) => {
    const date = new Date(Date.now() + 3000).toUTCString();
    await under(first(status(429, { "retry-after": date })))(page);
  },
  "503 with a date that is over": under(
    first(status(503, { "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" })),
  ),
  "a redirect to nowhere": under(first(status(307, { location: "/elsewhere" }))),
  "a slow answer": under(first(...times(3, { type: "slow", ms: 1000 }))),
  "an answer slower than the time limit": under(first(...times(2, { type: "slow", ms: 4000 }))),
  "a body that never ends": under(first(...times(2, { type: "endless_body" }))),
  "an answer that is no JSON": under(() => ({ type: "garbage" })),
  "every second request fails": under((index) => (index % 2 ? accept : status(503))),
  "no CompressionStream": under(first(status(503)), { before: noCompression }),
  "no Web Locks": under(first(status(503), { type: "reset" }), { before: noLocks }),
  "storage is blocked": under(first(...times(3, status(503))), { before: noStorage }),
  "storage is full": under(first(...times(3, status(503))), { before: fullStorage }),
  "a database write is aborted": under(first(...times(3, status(503))), { before: brokenDatabase }),
  "the clock jumps a day ahead": under(first(status(503)), { before: clockJump(86_400_000) }),
  "the clock jumps a day back": under(first(status(503)), { before: clockJump(-86_400_000) }),
  "a hook that throws": under(() => accept, { before: hookThatThrows }),
  "a hook that drops": under(() => accept, { before: hookThatDrops }),
  "a format that throws": under(() => accept, { before: formatThatThrows }),

  "partial success is counted, not tried again": async (page) => {
    page.collector.fault = first({ type: "partial", count: 5 });
    await page.open({}, "otlp");
    await page.say(45);
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, { rejected: 5 });
  },

  "connections are refused for a while": async (page) => {
    await page.open();
    await page.collector.stop();
    await page.say(30);
    await pause(800);
    await page.collector.start();
    await page.expectBalance();
  },

  "a collector without CORS, then with": async (page) => {
    page.collector.isClosedToOthers = true;
    await page.open();
    await page.say(30);
    await pause(600);
    page.collector.isClosedToOthers = false;
    await page.expectBalance();
  },

  "a preflight that forbids Content-Encoding": async (page) => {
    page.collector.allowedHeaders = "content-type";
    await page.open();
    await page.say(30);
    await page.expectBalance();
  },

  "offline, then online": async (page) => {
    await page.open();
    await page.page.setOfflineMode(true);
    await page.say(30);
    await pause(700);
    await page.page.setOfflineMode(false);
    await page.expectBalance();
  },

  "away while offline, back online": async (page) => {
    await page.open();
    await page.page.setOfflineMode(true);
    await page.say(30);
    await pause(500);
    await page.page.goto("about:blank");
    await page.page.setOfflineMode(false);
    await page.page.goBack();
    await page.expectBalance();
  },

  "a reload before anything was sent": async (page) => {
    await page.open();
    await page.say(15);
    await page.reload();
    await page.expectBalance();
  },

  "a reload while a request hangs": async (page) => {
    page.collector.fault = first({ type: "hang" });
    await page.open();
    await page.say(25);
    await pause(300);
    await page.reload();
    await page.expectBalance();
  },

  "a reload while events wait for a retry": async (page) => {
    page.collector.fault = first(...times(4, status(503)));
    await page.open();
    await page.say(25);
    await pause(500);
    await page.reload();
    await page.expectBalance();
  },

  "the last request of a page fails": async (page) => {
    page.collector.fault = first(accept, status(503), { type: "reset" });
    await page.open();
    await page.say(5);
    await page.flush();
    await page.say(9);
    await page.reload();
    await page.expectBalance();
  },

  "reloads at every stage": async (page) => {
    page.collector.fault = (index) => (index % 3 === 1 ? status(503) : accept);
    await page.open();
    for (const ms of [0, 20, 60, 120, 240, 400]) {
      await page.say(12);
      await pause(ms);
      await page.reload();
    }
    await page.expectBalance();
  },

  "20 messages, then away, eight times": async (page) => {
    await page.open();
    for (let i = 0; i < 8; ++i) {
      await page.say(20);
      await page.leaveAndReturn();
    }
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
  },

  "200 messages, then away, three times": async (page) => {
    await page.open();
    for (let i = 0; i < 3; ++i) {
      await page.say(200);
      await page.leaveAndReturn();
    }
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
  },

  "10,000 messages at once": async (page) => {
    await page.open();
    await page.say(10_000);
    await page.expectBalance(30_000);
    assert.ok((page.collector.reported.queue_overflow ?? 0) >= 8000);
  },

  "a rate limit": async (page) => {
    await page.open({ delivery: { eventsPerSecond: 10, eventBurst: 50 } });
    await page.say(120);
    await page.expectBalance();
    assert.ok((page.collector.reported.rate_limited ?? 0) >= 60);
  },

  "two tabs, both failing, then well": async (page) => {
    page.collector.fault = first(...times(6, status(503)));
    await page.open();
    const other = await page.newPage();
    await page.say(15);
    await page.say(15, other);
    await pause(1500);
    await page.flush(other);
    await page.expectBalance();
  },

  "a tab closes while the collector is down, another delivers": async (page) => {
    page.collector.fault = first(...times(3, status(503)));
    await page.open();
    const other = await page.newPage();
    await page.say(15, other);
    await pause(600);
    await other.close();
    await page.expectBalance(50_000); // what another tab stashed is left to it for 30 s
  },

  "the page crashes before it sent anything": async (page) => {
    await page.open({ delivery: { flushDelayMs: 60_000 } });
    await page.say(9);
    await pause(100);
    const crashed = new Promise((resolve) => page.page.once("error", resolve));
    const session = await page.page.createCDPSession();
    session.send("Page.crash").catch(() => {});
    await crashed;
    page.page = await page.newPage();
    await page.expectBalance();
    assert.equal(page.collector.received.size, 10);
  },

  "the page is frozen and thawed": async (page) => {
    await page.open();
    const session = await page.page.createCDPSession();
    await page.say(25);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await pause(500);
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await page.say(5);
    await page.expectBalance();
  },

  "hidden, with messages coming in, and visible again": async (page) => {
    await page.open();
    const other = await page.newPage();
    await other.bringToFront();
    await page.say(12);
    await pause(300);
    await page.say(3);
    await page.page.bringToFront();
    await page.expectBalance();
  },

  "consent comes later": async (page) => {
    await page.open({ consent: "pending" });
    await page.say(10);
    await pause(500);
    assert.equal(page.collector.requests, 0);
    // The summaries so far become one.
    page.sent.clear();
    await page.setConsent("granted");
    await page.expectBalance();
    assert.ok(page.collector.received.size >= 11);
  },

  "shutdown while the collector is down, another page delivers": async (page) => {
    page.collector.fault = first(...times(2, status(503)));
    await page.open();
    await page.say(10);
    await page.flush();
    await page.say(5);
    await page.shutdown();
    await page.reload();
    await page.expectBalance();
  },

  "one of two collectors is dead": async (page) => {
    const addDead = `(options) => {
      options.collector = [options.collector, { url: "http://127.0.0.1:9/v1/logs" }];
    }`;
    await page.open({ before: addDead });
    await page.say(30);
    await page.expectBalance();
  },

  "random faults": async (page) => {
    let state = 7;
    const random = (): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state / 2 ** 32;
    };
    const faults: Fault[] = [
      status(503),
      status(429, { "retry-after": "1" }),
      { type: "reset" },
      { type: "reset", late: true },
      { type: "hang" },
      status(400),
    ];
    let isCalm = false;
    page.collector.fault = () =>
      isCalm || random() < 0.6 ? accept : (faults[Math.floor(random() * faults.length)] ?? accept);
    await page.open();
    for (let i = 0; i < 12; ++i) {
      await page.say(1 + Math.floor(random() * 25));
      await pause(random() * 300);
      if (random() < 0.3) await page.reload();
    }
    isCalm = true;
    await page.expectBalance(75_000);
  },
};

// Cases mostly wait: several at a time, each in a browser context of its own.
describe("delivery under faults", { concurrency: 5 }, () => {
  for (const [name, run] of Object.entries(cases)) {
    it(name, { timeout: 120_000 }, async () => {
      const page = new FaultPage(browser, site.origin);
      try {
        await run(page);
      } finally {
        await page.close();
      }
    });
  }
});
