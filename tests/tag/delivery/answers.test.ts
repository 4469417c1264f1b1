// What an answer of the collector means for a batch, or none.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { reported, status } from "../support/answers.ts";
import { sealed, startMs, userMessage } from "../support/events.ts";
import { fakePage, freshStorage } from "../support/page.ts";

describe("answers", () => {
  beforeEach(() => freshStorage());
  afterEach(() => mock.timers.reset());

  for (const [name, answer] of [
    ["429", status(429)],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
    ["a network error", new TypeError("Failed to fetch")],
  ] as const) {
    it(`retries after ${name}, with the same ids`, async () => {
      const page = fakePage((_, index) => (index < 3 ? answer : status(200)));
      const { event_id } = page.delivery.enqueue(sealed());
      await page.pass(5050);
      await page.pass(8000);
      const tries = page.requests.filter(({ events }) => events[0]?.event_id === event_id);
      assert.equal(tries.length, 4);
    });
  }

  for (const code of [400, 401, 403, 404, 500, 501]) {
    it(`drops and counts after ${code}`, async () => {
      const page = fakePage((_, index) => status(index === 0 ? code : 200));
      page.delivery.enqueue(sealed());
      page.delivery.enqueue(sealed());
      await page.delivery.flush();
      await page.delivery.flush();
      assert.equal(page.requests.length, 2);
      assert.deepEqual(reported(page.requests[1]?.events ?? []), { rejected: 2 });
    });
  }

  it("waits as long as Retry-After says, in seconds", async () => {
    const page = fakePage((_, index) => status(index ? 200 : 429, { "retry-after": "7" }));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.pass(6800);
    assert.equal(page.requests.length, 1);
    await page.pass(400);
    assert.equal(page.requests.length, 2);
  });

  it("waits as long as Retry-After says, though another batch went through meanwhile", async () => {
    const page = fakePage((_, index) => status(index ? 200 : 429, { "retry-after": "7" }));
    for (let i = 0; i < 25; ++i) page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.pass(6800);
    assert.equal(page.requests.length, 2);
    await page.pass(400);
    assert.equal(page.requests.length, 3);
  });

  it("waits as long as Retry-After says, as a date", async () => {
    const date = new Date(startMs + 9000).toUTCString();
    const page = fakePage((_, index) => status(index ? 200 : 503, { "retry-after": date }));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.pass(7800);
    assert.equal(page.requests.length, 1);
    await page.pass(1400);
    assert.equal(page.requests.length, 2);
  });

  it("halves a batch that is too large, and counts an event that is too large alone", async () => {
    const page = fakePage(({ events }) => {
      const isHuge = events.some((event) => event.page_route === "/huge");
      return status(isHuge ? 413 : 200);
    });
    for (let i = 0; i < 8; ++i) {
      page.delivery.enqueue(sealed(userMessage, i === 5 ? { page_route: "/huge" } : {}));
    }
    await page.delivery.flush();
    await page.delivery.flush();
    const accepted = page.requests.filter(
      ({ events }) => !events.some((event) => event.page_route === "/huge"),
    );
    const events = accepted.flatMap((request) => request.events);
    assert.equal(events.filter((event) => event.kind === "user_message").length, 7);
    assert.deepEqual(reported(events), { too_large: 1 });
  });

  it("counts no event as rejected where one is several records: nobody says which these were", async () => {
    const body = JSON.stringify({ partialSuccess: { rejectedLogRecords: "2" } });
    const page = fakePage((_, index) => new Response(index ? "" : body), {}, "otlp", "none", true);
    page.delivery.enqueue(sealed());
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    assert.equal(page.delivery.health.dropped.rejected, undefined);
    // Two numbers of a session, of which a receiver sees whether they came.
    assert.deepEqual(Object.values(page.delivery.health.dropped), [2]);
  });

  for (const [name, answer] of [
    ["hangs", "hang"],
    ["hangs even when it is aborted", "dead"],
  ] as const) {
    it(`gives up a request that ${name}, and sends it again`, async () => {
      const page = fakePage((_, index) => (index ? status(200) : answer));
      page.delivery.enqueue(sealed());
      await page.pass(5050);
      assert.equal(page.requests.length, 1);
      await page.pass(10_000);
      await page.pass(2000);
      assert.equal(page.requests.length, 2);
    });
  }

  it("leaves a dead collector alone but for one probe a minute", async () => {
    const page = fakePage(() => status(503), { flushDelayMs: 100, maxRetryDelayMs: 3_600_000 });
    for (let i = 0; i < 8; ++i) {
      page.delivery.enqueue(sealed());
      await page.pass(1000);
    }
    const before = page.requests.length;
    await page.pass(55_000);
    const during = page.requests.length - before;
    assert.ok(during <= 1, `${during} requests in 55 s`);
  });
});
