// The page closes, is killed, comes back; another one takes over.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { reported, status } from "../support/answers.ts";
import { conversation, moment, sealed, userMessage } from "../support/events.ts";
import { FakeClock, fakePage, fakeStorage, freshStorage, settle } from "../support/page.ts";

/** Until a stream that began before has been compressed, with some room. */
async function compressed(): Promise<void> {
  const stream = new Blob(["x".repeat(100_000)]).stream();
  await new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  await settle();
}

describe("leaving", () => {
  beforeEach(() => freshStorage());
  afterEach(() => mock.timers.reset());

  it("sends the most important first when the page closes, within the keepalive limit", async () => {
    const page = fakePage();
    const label = "x".repeat(100);
    for (let i = 0; i < 150; ++i) {
      page.delivery.enqueue(sealed(userMessage, { page_route: label, event_id: `event-${i}` }));
    }
    page.requests.length = 0;
    page.delivery.enqueue(sealed(moment));
    page.delivery.enqueue(sealed(conversation));
    page.delivery.leave(true);
    // Nothing was awaited: a closing page would not wait either.
    const sizes = page.requests.map(({ init }) => String(init.body).length);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 64 * 1024, `${sizes}`);
    assert.equal(page.requests[0]?.events[0]?.kind, "conversation");
    assert.equal(page.requests[0]?.events[1]?.kind, "moment");
    assert.ok(page.requests.every(({ init }) => init.keepalive));
  });

  it("sends as it is what was being compressed when the page closed, and not again", async () => {
    const page = fakePage(undefined, {}, "ndjson", "gzip");
    const ids = Array.from({ length: 20 }, () => page.delivery.enqueue(sealed()).event_id);
    mock.timers.tick(0); // a full batch: compression begins
    assert.equal(page.requests.length, 0);
    page.delivery.leave(true);
    const [{ init } = { init: {} as RequestInit }] = page.requests;
    assert.ok(!("content-encoding" in (init.headers as object)));
    assert.deepEqual(new Set(page.receivedIds()), new Set(ids));
    await compressed();
    assert.equal(page.requests.length, 1);
  });

  it("leaves to the next page what did not fit, and what nobody confirmed", async () => {
    const page = fakePage(() => "hang");
    const ids = new Set<string>();
    for (let i = 0; i < 190; ++i) ids.add(page.delivery.enqueue(sealed()).event_id);
    page.delivery.leave(true);
    const sent = new Set(page.receivedIds());
    assert.ok(sent.size > 0 && sent.size < ids.size);
    const next = fakePage();
    next.clock.ms = page.clock.ms + 2000;
    await next.pass(3000);
    assert.deepEqual(new Set(next.receivedIds()), ids);
  });

  it("leaves it in the tab's own storage where the site filled localStorage", async () => {
    const scope = globalThis as { localStorage?: Storage; sessionStorage?: Storage };
    scope.localStorage = fakeStorage(0);
    scope.sessionStorage = fakeStorage();
    const page = fakePage(() => "hang");
    const ids = new Set<string>();
    for (let i = 0; i < 190; ++i) ids.add(page.delivery.enqueue(sealed()).event_id);
    page.delivery.leave(true);
    const sent = page.requests.length;
    // A tab that this one opens has a copy of it, which is not for that tab to send.
    page.open("opened", "another tab");
    await page.pass(40_000);
    assert.equal(page.requests.length, sent);
    const next = fakePage();
    next.clock.ms = page.clock.ms + 2000;
    await next.pass(3000);
    assert.deepEqual(new Set(next.receivedIds()), ids);
    await next.delivery.flush();
    assert.deepEqual(Object.keys(scope.sessionStorage), []);
    delete scope.sessionStorage;
  });

  it("leaves nothing behind once all is confirmed", async () => {
    const page = fakePage();
    page.delivery.enqueue(sealed());
    page.delivery.leave(false);
    assert.equal(Object.keys(localStorage).length, 1);
    await settle();
    assert.equal(Object.keys(localStorage).length, 0);
  });

  it("takes back what it had not sent when the page goes on", async () => {
    let isUp = false;
    const page = fakePage(() => (isUp ? status(200) : status(429, { "retry-after": "3" })));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const { event_id } = page.delivery.enqueue(sealed());
    page.delivery.leave(true);
    assert.ok(!page.receivedIds().includes(event_id));
    isUp = true;
    page.delivery.resume();
    await page.pass(9000);
    assert.ok(page.receivedIds().includes(event_id));
    assert.equal(Object.keys(localStorage).length, 0);
  });

  it("counts what can be neither sent nor kept when the page closes", async () => {
    freshStorage(10);
    const page = fakePage();
    for (let i = 0; i < 19; ++i) {
      page.delivery.enqueue(sealed(userMessage, { page_route: "y".repeat(9000) }));
    }
    page.delivery.leave(true);
    const events = page.requests.flatMap((request) => request.events);
    const sent = events.filter((event) => event.kind === "user_message").length;
    assert.ok(sent > 0 && sent < 19);
    assert.deepEqual(reported(events), { queue_overflow: 19 - sent });
  });

  it("sends once more what would end with the page where nothing can be written down", async () => {
    freshStorage(10);
    const page = fakePage((_, index) => (index === 1 ? "hang" : status(200)));
    const big = { page_route: "z".repeat(2800) };
    for (let i = 0; i < 40; ++i) page.delivery.enqueue(sealed(userMessage, big));
    void page.delivery.flush();
    await settle();
    const hanging = page.requests[1];
    assert.ok(hanging && !hanging.init.keepalive);
    page.delivery.leave(true);
    const last = page.requests.at(-1);
    assert.ok(last?.init.keepalive);
    const idsOf = ({ events }: typeof last) => events.map((event) => event.event_id).sort();
    assert.deepEqual(idsOf(last), idsOf(hanging));
  });

  it("writes down what waits and what is counted: a page that is killed loses neither", async () => {
    const page = fakePage((_, index) => (index === 0 ? status(400) : status(200)));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const { event_id } = page.delivery.enqueue(sealed());
    await page.pass(50);
    page.delivery.forget = async () => {}; // no more is heard of it
    page.clock.ms += 31_000;
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    const other = page.open("other", "another tab");
    await page.pass(1000);
    assert.deepEqual(page.receivedIds().slice(1), [event_id]);
    await other.flush();
    assert.deepEqual(reported(page.requests.at(-1)?.events ?? []), { rejected: 1 });
  });

  it("leaves what another page took over to that page", async () => {
    const page = fakePage((_, index) => (index === 0 ? status(429) : status(200)));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const { event_id } = page.delivery.enqueue(sealed());
    await settle();
    page.delivery.leave(true);
    page.open("next");
    await page.pass(3000);
    page.delivery.resume(); // out of the back/forward cache
    await page.pass(3000);
    const times = page.receivedIds().filter((id) => id === event_id).length;
    assert.equal(times, 1);
  });

  it("is left what it counted by a tab whose clock is ahead, corrected by another collector", async () => {
    const page = fakePage();
    page.delivery.health.count("rejected");
    await page.pass(50);
    const ahead = new FakeClock();
    ahead.nowMs = () => page.clock.nowMs() + 3_600_000;
    const other = page.open("other", "another tab", ahead);
    await page.pass(1000);
    await page.delivery.flush();
    await other.flush();
    const events = page.requests.flatMap((request) => request.events);
    assert.deepEqual(reported(events), { rejected: 1 });
  });

  it("keeps what it has when the site's storage is thrown away", async () => {
    const page = fakePage();
    const { event_id } = page.delivery.enqueue(sealed());
    await page.pass(50);
    freshStorage();
    await page.pass(6000);
    assert.deepEqual(page.receivedIds(), [event_id]);
  });

  it("keeps what was on its way into a database that does not answer when the page closes", async () => {
    const scope = globalThis as { indexedDB?: unknown };
    scope.indexedDB = { open: () => ({}) };
    try {
      const page = fakePage((_, index) => (index === 0 ? new Error("cut off") : status(200)));
      const ids = Array.from({ length: 145 }, () => page.delivery.enqueue(sealed()).event_id);
      void page.delivery.flush();
      await settle();
      page.delivery.leave(true);
      page.open("the-next-page");
      await page.pass(2500); // before any timer of the closed page
      const received = new Set(page.receivedIds());
      assert.deepEqual(
        ids.filter((id) => !received.has(id)),
        [],
      );
    } finally {
      delete scope.indexedDB;
    }
  });
});
