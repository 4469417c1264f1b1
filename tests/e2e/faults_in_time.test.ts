// The fault matrix, courses of events: pages that go and come back, networks, consent, tabs, floods.
import assert from "node:assert/strict";
import { until } from "../support/browsers/browser.ts";
import type { Fault } from "../support/faulty_collector.ts";
import { accept, type Case, clockJump, describeFaults, first, status, times } from "./fault_kit.ts";
import { pause } from "./fault_page.ts";

const cases: Record<string, Case> = {
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

  "consent is taken back while events wait, and given again": async (page) => {
    page.collector.fault = () => status(503);
    await page.open();
    await page.say(10);
    await page.flush();
    await pause(100);
    await page.say(5);
    await page.setConsent("denied");
    await page.say(5);
    await pause(500);
    const { requests } = page.collector;
    const stored = await page.page.evaluate(() => Object.keys(localStorage).join());
    assert.equal(stored, "");
    await pause(1500);
    assert.equal(page.collector.requests, requests);
    page.collector.fault = () => accept;
    await page.setConsent("granted");
    await page.say(2);
    await page.flush();
    await until(() => (page.collector.reported.no_consent ?? 0) >= 15, { what: "the count" });
  },

  "Global Privacy Control, and a site that takes it for a no": async (page) => {
    const signal = `() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { value: true })`;
    await page.open({ before: signal, privacySignals: "deny" });
    await page.say(20);
    await pause(500);
    assert.equal(page.collector.requests, 0);
    assert.equal(await page.page.evaluate(() => Object.keys(localStorage).length), 0);
  },

  "Global Privacy Control: signals, but no visitor": async (page) => {
    const signal = `() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { value: true })`;
    await page.open({ before: signal, visitor: true });
    await page.say(20);
    await page.expectBalance();
    assert.equal(await page.page.evaluate(() => localStorage["undertone:visitor"]), undefined);
  },

  "a TLS error: another collector is not held up by it": async (page) => {
    const addBroken = `(options) => {
      const { url } = options.collector;
      options.collector = [options.collector, { url: url.replace("http:", "https:"), format: "ndjson" }];
    }`;
    await page.open({ before: addBroken });
    await page.say(30);
    await page.expectBalance();
  },

  "five failures in a row: the collector is left alone for a minute": async (page) => {
    page.collector.fault = () => status(503);
    await page.open();
    for (let i = 0; i < 12; ++i) {
      await page.say(1);
      await page.flush();
      await pause(250);
    }
    const { requests } = page.collector;
    assert.ok(requests >= 5, `${requests} requests`);
    await pause(3000);
    assert.equal(page.collector.requests, requests);
    page.collector.fault = () => accept;
    await page.expectBalance(75_000);
  },

  "the clock goes back between two pages": async (page) => {
    page.collector.fault = first(...times(3, status(503)));
    await page.open({ before: clockJump(-3_600_000) });
    await page.say(10);
    await pause(300);
    await page.reload();
    await page.expectBalance();
  },

  "localStorage alone is full when the page goes": async (page) => {
    const full = `() => {
      const setItem = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
        return setItem.call(this, key, value);
      };
    }`;
    await page.open({ before: full });
    await page.say(200);
    await page.leaveAndReturn();
    await page.say(1);
    await page.expectBalance();
  },

  "what lies in storage is damaged": async (page) => {
    await page.open();
    await page.say(5);
    await page.page.evaluate(() => {
      const name = Object.keys(sessionStorage)[0] ?? "";
      sessionStorage[name] = "{";
      for (const value of ["{", "null", "[]", '{"at":1,"sent":7,"kept":[null,{"kind":3}]}'])
        localStorage[`undertone:x:gone.${value.length}`] = value;
    });
    await page.reload();
    await page.say(5);
    await page.expectBalance();
  },

  "every answer is partial": async (page) => {
    page.collector.fault = () => ({ type: "partial", count: 1 });
    await page.open({}, "otlp");
    await page.say(60);
    await page.flush();
    page.collector.fault = () => accept;
    await page.expectBalance();
    assert.ok((page.collector.reported.rejected ?? 0) >= 3);
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

describeFaults("delivery over time", cases);
