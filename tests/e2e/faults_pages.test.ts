// The fault matrix, pages and tabs: they go and come back, crash, freeze, flood, find what others left.
import assert from "node:assert/strict";
import type { Fault } from "../support/faulty_collector.ts";
import { accept, type Case, clockJump, describeFaults, first, status, times } from "./fault_kit.ts";
import { pause } from "./fault_page.ts";

const cases: Record<string, Case> = {
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

describeFaults("delivery over pages and tabs", cases);
