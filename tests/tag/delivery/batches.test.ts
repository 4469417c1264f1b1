// When events leave, together with which others, and in what kind of request.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { conversation, moment, sealed } from "../support/events.ts";
import { fakePage, freshStorage } from "../support/page.ts";

describe("batches", () => {
  beforeEach(() => freshStorage());
  afterEach(() => mock.timers.reset());

  it("waits for company until the delay is over", async () => {
    const page = fakePage();
    page.delivery.enqueue(sealed());
    await page.pass(4900);
    assert.equal(page.requests.length, 0);
    page.delivery.enqueue(sealed());
    await page.pass(200);
    assert.equal(page.requests.length, 1);
    assert.equal(page.requests[0]?.events.length, 2);
  });

  it("sends a full batch at once and leaves the rest to the delay", async () => {
    const page = fakePage();
    for (let i = 0; i < 20; ++i) page.delivery.enqueue(sealed());
    await page.pass(50);
    assert.equal(page.requests[0]?.events.length, 20);
  });

  it("sends event by event, and nothing without one, where a batch has the size 0", async () => {
    const page = fakePage(undefined, { maxBatchSize: 0 });
    for (let i = 0; i < 3; ++i) page.delivery.enqueue(sealed());
    await page.pass(5000);
    assert.deepEqual(
      page.requests.map(({ events }) => events.length),
      [1, 1, 1],
    );
  });

  it("a summary that replaces one of another session takes its place there", async () => {
    const page = fakePage();
    page.delivery.enqueue(sealed(conversation, { session_id: "one" }));
    page.delivery.enqueue(sealed(conversation, { session_id: "two" }));
    await page.pass(5050);
    assert.deepEqual(
      page.requests[0]?.events.map(({ session_id, sequence }) => [session_id, sequence]),
      [["one", 0]],
    );
  });

  it("sends a moment at once, with what waits", async () => {
    const page = fakePage();
    page.delivery.enqueue(sealed());
    page.delivery.enqueue(sealed(moment));
    await page.pass(50);
    assert.deepEqual(
      page.requests[0]?.events.map((event) => event.kind),
      ["user_message", "moment"],
    );
  });

  it("numbers events without a gap, also where a newer summary replaces a waiting one", async () => {
    const page = fakePage();
    page.delivery.enqueue(sealed());
    const first = page.delivery.enqueue(sealed(conversation));
    page.delivery.enqueue(sealed());
    const second = page.delivery.enqueue(sealed({ ...conversation, user_turns: 9 } as never));
    assert.equal(second.event_id, first.event_id);
    await page.delivery.flush();
    const events = page.requests[0]?.events ?? [];
    assert.deepEqual(
      events.map((event) => event.sequence),
      [0, 1, 2],
    );
    assert.equal((events[1] as { user_turns?: number }).user_turns, 9);
  });

  it("asks for no cookies, no referrer, and keeps the request alive", async () => {
    const page = fakePage();
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const init = page.requests[0]?.init;
    assert.equal(init?.credentials, "omit");
    assert.equal(init?.referrerPolicy, "no-referrer");
    assert.equal(init?.keepalive, true);
  });
});
