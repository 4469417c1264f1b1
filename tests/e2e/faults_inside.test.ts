// The fault matrix, inside the page: the engine's worker dies, storage behaves as in private modes, a
// tab begins as the copy of another.
import assert from "node:assert/strict";
import { type Case, describeFaults, first, status, times, under } from "./fault_kit.ts";
import { type FaultPage, pause } from "./fault_page.ts";

/** Sources, since they run in the page. Workers are kept in sight so that a case can kill them. */
const watchedWorkers = `(options) => {
  delete options.engine;
  window.workers = [];
  window.Worker = class extends Worker {
    constructor(...args) { super(...args); window.workers.push(this); }
  };
}`;
const databaseThatRefuses = `() => {
  IDBFactory.prototype.open = () => {
    const request = new EventTarget();
    setTimeout(() => {
      request.error = new DOMException("private", "InvalidStateError");
      request.onerror?.(new Event("error"));
    });
    return request;
  };
}`;
const databaseThatNeverAnswers = `() => { IDBFactory.prototype.open = () => new EventTarget(); }`;
const noDatabase = `() => Object.defineProperty(window, "indexedDB", { value: undefined })`;
const noRandomDelays = `() => { Math.random = () => 1; }`;

/** What becomes of a write into a database of the site's own. A source: it runs in the page. */
const probeDatabase = `new Promise((resolve) => {
  const opening = indexedDB.open("probe");
  opening.onupgradeneeded = () => opening.result.createObjectStore("table");
  opening.onerror = () => resolve(opening.error.name);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction("table", "readwrite");
    transaction.oncomplete = () => resolve("written");
    transaction.onabort = () => resolve(transaction.error.name);
    transaction.objectStore("table").put("x".repeat(10_000), 1);
  };
})`;

declare const workers: Worker[];

async function kill(page: FaultPage): Promise<void> {
  await page.page.waitForFunction(() => workers.length > 0);
  await page.page.evaluate(() => {
    for (const worker of workers) worker.terminate();
  });
}

const outage = first(...times(3, status(503)));

const cases: Record<string, Case> = {
  "the worker is killed while it loads": async (page) => {
    await page.open({ before: watchedWorkers, engineTimeoutMs: 1500 });
    await page.say(15);
    await kill(page);
    await page.say(15);
    await page.expectTurns(30, 30_000);
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
  },

  "the worker is killed with turns under way": async (page) => {
    await page.open({ before: watchedWorkers });
    await page.say(1);
    await page.waitForEngine();
    await page.say(15);
    await kill(page);
    await page.say(15);
    await page.expectTurns(31, 30_000);
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
  },

  "the worker is killed, then the page goes": async (page) => {
    await page.open({ before: watchedWorkers });
    await page.say(1);
    await page.waitForEngine();
    await kill(page);
    await page.say(20);
    await page.reload();
    await page.expectTurns(21, 30_000);
    await page.expectBalance();
  },

  "private mode: the database does not open": under(outage, { before: databaseThatRefuses }),
  "private mode: there is no database": under(outage, { before: noDatabase }),
  "the database never answers": under(outage, { before: databaseThatNeverAnswers }),
  "the browser has no room left for the site's database": async (page) => {
    page.collector.fault = outage;
    await page.open();
    const session = await page.page.createCDPSession();
    const { origin } = new URL(page.page.url());
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    assert.equal(await page.page.evaluate(probeDatabase), "QuotaExceededError");
    await page.say(40);
    await page.flush();
    await page.reload();
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
  },

  "storage is switched off by the site": under(outage, { delivery: { storage: false } }),
  "every retry waits as long as it may": under(outage, { before: noRandomDelays }),

  "a tab opened from this one: both tell, none under the other's numbers": async (page) => {
    await page.open();
    await page.say(15);
    const other = await page.openFromPage();
    await page.say(15, other);
    await page.say(15);
    await page.flush(other);
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
    const numbers = [...page.collector.received.values()].map(
      ({ event }) => `${event.session} ${event.sequence}`,
    );
    assert.equal(new Set(numbers).size, numbers.length);
    assert.equal(new Set(numbers.map((number) => number.split(" ")[0])).size, 2);
  },

  "the session goes on over pages": async (page) => {
    await page.open();
    for (let i = 0; i < 3; ++i) {
      await page.say(5);
      await page.leaveAndReturn();
    }
    await page.expectBalance();
    const sessions = [...page.collector.received.values()].map(({ event }) => event.session);
    assert.equal(new Set(sessions).size, 1);
  },

  "a session that waits for its collector for some pages": async (page) => {
    page.collector.fault = () => status(503);
    await page.open();
    for (let i = 0; i < 3; ++i) {
      await page.say(12);
      await pause(200);
      await page.reload();
    }
    page.collector.fault = () => ({ type: "accept" });
    await page.expectBalance(75_000);
    assert.deepEqual(page.collector.reported, {});
  },
};

describeFaults("delivery inside the page", cases);
