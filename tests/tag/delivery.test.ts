import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { SealedEvent } from "../../tag/src/event/seal.ts";
import type { Delivery } from "../../tag/src/transport/delivery.ts";
import { conversation, moment, sealed, startMs, userMessage } from "./support/events.ts";
import { FakeIndexedDb } from "./support/indexed_db.ts";
import { fakePage, freshStorage, settle } from "./support/page.ts";

const status = (code: number, headers: Record<string, string> = {}): Response =>
  new Response("", { status: code, headers });

/** All drop counts that reached the collector, summed. */
function reported(events: readonly SealedEvent[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const event of events) {
    if (event.kind !== "tag") continue;
    for (const [reason, count] of Object.entries(event.dropped)) {
      sum[reason] = (sum[reason] ?? 0) + count;
    }
  }
  return sum;
}

describe("delivery", () => {
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

  it("gives up a request that hangs, and sends it again", async () => {
    const page = fakePage((_, index) => (index ? status(200) : "hang"));
    page.delivery.enqueue(sealed());
    await page.pass(5050);
    assert.equal(page.requests.length, 1);
    await page.pass(10_000);
    await page.pass(2000);
    assert.equal(page.requests.length, 2);
  });

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

  it("counts what the queue has no room for", async () => {
    const page = fakePage(undefined, { maxQueueSize: 10, maxBatchSize: 100 });
    for (let i = 0; i < 25; ++i) page.delivery.enqueue(sealed());
    await page.delivery.flush();
    const events = page.requests.flatMap((request) => request.events);
    assert.equal(events.filter((event) => event.kind === "user_message").length, 10);
    assert.deepEqual(reported(events), { queue_overflow: 15 });
  });

  it("counts again what a lost report had counted", async () => {
    const page = fakePage((_, index) => status(index < 2 ? 400 : 200));
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.delivery.flush();
    await page.delivery.flush();
    assert.deepEqual(reported(page.requests[2]?.events ?? []), { rejected: 2 });
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

  it("counts as network_error what was refused after it may have arrived", async () => {
    const page = fakePage((_, index) => {
      if (index === 0) return new Error("the answer was lost");
      return status(index === 1 ? 400 : 200);
    });
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    await page.pass(3000);
    page.delivery.enqueue(sealed());
    await page.delivery.flush();
    assert.deepEqual(reported(page.requests[2]?.events ?? []), { network_error: 1 });
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

  it("keeps what it has when the site's storage is thrown away", async () => {
    const page = fakePage();
    const { event_id } = page.delivery.enqueue(sealed());
    await page.pass(50);
    freshStorage();
    await page.pass(6000);
    assert.deepEqual(page.receivedIds(), [event_id]);
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

  it("loses nothing uncounted, and counts nothing that arrived for sure, under random faults", async () => {
    const scope = globalThis as { indexedDB?: unknown };
    for (let seed = 1; seed <= 40; ++seed) {
      freshStorage();
      scope.indexedDB = seed % 2 ? new FakeIndexedDb() : undefined;
      let state = seed;
      const random = (): number => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return state / 2 ** 32;
      };
      const accepted: SealedEvent[] = [];
      let isCalm = false;
      const page = fakePage((request) => {
        const dice = isCalm ? 1 : random();
        if (dice < 0.15) return status(503);
        if (dice < 0.25) return new TypeError("reset");
        if (dice < 0.3) return status(429, { "retry-after": "2" });
        if (dice < 0.35) return status(400);
        if (dice < 0.4) return "hang";
        accepted.push(...request.events);
        return dice < 0.45 ? new TypeError("reset after all was taken") : status(200);
      });
      const tabs = [page.delivery, page.open("second", "b"), page.open("third", "c")];
      const ids = new Set<string>();
      let given = 0;
      for (let i = 0; i < 60; ++i) {
        const tab = Math.floor(random() * tabs.length);
        const delivery = tabs[tab] as Delivery;
        const { event_id, sequence } = delivery.enqueue(sealed());
        ids.add(event_id);
        given = Math.max(given, sequence + 1);
        if (random() < 0.2) await page.pass(random() * 4000);
        if (random() < 0.05) {
          delivery.leave(true);
          if (random() < 0.5) delivery.resume();
          else tabs[tab] = page.open(`later-${i}`, ["tab", "b", "c"][tab]);
        }
      }
      isCalm = true;
      await page.pass(200_000);
      const flushed = Promise.all(tabs.map((tab) => tab.flush()));
      await page.pass(20_000);
      await flushed;
      const received = new Set(
        accepted.filter((event) => event.kind === "user_message").map((event) => event.event_id),
      );
      // Each report once: a repeated one has the same id.
      const reports = new Map(accepted.map((event) => [event.event_id, event]));
      const { network_error: perhaps = 0, ...counted } = reported([...reports.values()]);
      const surely = Object.values(counted).reduce((a, b) => a + b, 0);
      const missing = [...ids].filter((id) => !received.has(id)).length;
      for (const { sequence } of accepted) given = Math.max(given, sequence + 1);
      const lost = given - new Set(accepted.map(({ sequence }) => sequence)).size;
      const found = `seed ${seed}: ${missing} missing, ${lost} lost, ${surely} + ${perhaps} counted`;
      assert.ok(missing <= lost && surely <= lost && lost <= surely + perhaps, found);
    }
    delete scope.indexedDB;
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
