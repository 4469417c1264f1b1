// What is not delivered is counted under one reason, until a report of it arrived.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { isNotice, numbersOf, reported, status } from "../support/answers.ts";
import { sealed } from "../support/events.ts";
import { fakePage, freshStorage } from "../support/page.ts";

describe("counts", () => {
  beforeEach(() => freshStorage());
  afterEach(() => mock.timers.reset());

  it("counts what the queue has no room for", async () => {
    const page = fakePage(undefined, { maxQueueSize: 10, maxBatchSize: 100 });
    for (let i = 0; i < 25; ++i) page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const events = page.requests.flatMap((request) => request.events);
    assert.equal(events.filter((event) => event.kind === "user_message").length, 10);
    assert.deepEqual(reported(events), { queue_overflow: 15 });
  });

  it("gives up what is too old, and counts it", async () => {
    let isUp = false;
    const page = fakePage(() => (isUp ? status(200) : status(503)), { maxAgeMs: 10_000 });
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.pass(60_000);
    isUp = true;
    await page.pass(61_000);
    await page.delivery.flush();
    assert.deepEqual(reported(page.requests.at(-1)?.events ?? []), { expired: 1 });
  });

  it("names the numbers of what was refused after it may have arrived", async () => {
    const page = fakePage((_, index) => {
      if (index === 0) return new Error("the answer was lost");
      return status(index === 1 ? 400 : 200);
    });
    page.delivery.enqueue(sealed());
    const given = [sealed(), sealed(), sealed()].map((event) => page.delivery.enqueue(event));
    await page.delivery.flush();
    await page.pass(3000);
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const told = page.requests[2]?.events ?? [];
    assert.deepEqual(reported(told), { network_error: 4 });
    assert.deepEqual(told.filter(isNotice).flatMap(numbersOf), [0, 1, 2, 3]);
    assert.equal(told.find(isNotice)?.session_id, given[0]?.session_id);
  });

  it("names them again if the notice was refused, too", async () => {
    const page = fakePage((_, index) => {
      if (index === 0) return new Error("the answer was lost");
      return status(index < 4 ? 400 : 200);
    });
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.pass(3000);
    for (let i = 0; i < 3; ++i) {
      page.delivery.enqueue(sealed());
      await page.delivery.flush();
    }
    const told = page.requests[4]?.events ?? [];
    assert.deepEqual(told.filter(isNotice).flatMap(numbersOf), [0]);
  });

  it("sends a report again under its id if it may have arrived", async () => {
    const page = fakePage((_, index) => {
      if (index === 1) return new Error("the answer was lost");
      return status(index === 0 || index === 2 ? 400 : 200);
    });
    page.delivery.enqueue(sealed());
    await page.delivery.flush(); // refused, and so there is something to report
    await page.delivery.flush();
    await page.pass(20_000);
    const reports = page.requests.map(({ events }) => events.find(({ kind }) => kind === "tag"));
    assert.equal(reports[1]?.event_id, reports[2]?.event_id);
    assert.equal(reports[1]?.event_id, reports[3]?.event_id);
    assert.deepEqual(reported(page.requests[3]?.events ?? []), { rejected: 1 });
  });

  it("counts again what a lost report had counted", async () => {
    const page = fakePage((_, index) => status(index < 2 ? 400 : 200));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.delivery.flush();
    await page.delivery.flush();
    assert.deepEqual(reported(page.requests[2]?.events ?? []), { rejected: 2 });
  });

  it("tells again what a report told that a partial success refused", async () => {
    const refuse = (): Response => new Response('{"partialSuccess":{"rejectedLogRecords":"1"}}');
    const page = fakePage((_, index) => (index < 2 ? refuse() : status(200)), {}, "otlp");
    page.delivery.enqueue(sealed());
    for (let i = 0; i < 3; ++i) await page.delivery.flush();
    // The event, and the first report of it.
    assert.equal(page.requests.length, 3);
    const report = String(page.requests[2]?.init.body);
    assert.match(report, /"chat\.dropped\.rejected","value":\{"intValue":"2"/);
  });
});
