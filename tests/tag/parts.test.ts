// The small parts of delivery, each by itself.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createHealth } from "../../tag/src/queue/health.ts";
import { byImportance, fitting, type Item } from "../../tag/src/queue/queue.ts";
import { rateLimit } from "../../tag/src/queue/rateLimit.ts";
import { backoffMs } from "../../tag/src/transport/backoffMs.ts";
import { createBreaker } from "../../tag/src/transport/breaker.ts";
import { Budget } from "../../tag/src/transport/budget.ts";
import { retryAfterMs } from "../../tag/src/transport/retryAfterMs.ts";
import { verdict } from "../../tag/src/transport/verdict.ts";
import { conversation, moment, sealed, startMs } from "./support/events.ts";

describe("backoff", () => {
  const longest = (attempt: number) => backoffMs(attempt, 1000, 60_000, () => 1);
  it("doubles from 1 s to 60 s", () => {
    assert.deepEqual([1, 2, 3, 6, 7, 40].map(longest), [1000, 2000, 4000, 32_000, 60_000, 60_000]);
  });
  it("has full jitter", () =>
    assert.equal(
      backoffMs(5, 1000, 60_000, () => 0),
      0,
    ));
});

describe("Retry-After", () => {
  for (const [header, expected] of [
    ["120", 120_000],
    [" 3 ", 3000],
    [new Date(startMs + 5000).toUTCString(), 4877],
    [new Date(startMs - 5000).toUTCString(), 0],
    ["soon", 0],
    ["-4", 0],
    ["99999999999", 86_400_000],
    [null, 0],
  ] as const) {
    it(`${header} is ${expected} ms`, () => assert.equal(retryAfterMs(header, startMs), expected));
  }
});

describe("the rate limit", () => {
  it("lets a burst through, then the sustained rate", () => {
    let now = 0;
    const mayPass = rateLimit(10, 50, () => now);
    const passed = (tries: number) => Array.from({ length: tries }, mayPass).filter(Boolean).length;
    assert.equal(passed(200), 50);
    now += 1000;
    assert.equal(passed(200), 10);
    now += 3_600_000;
    assert.equal(passed(200), 50);
  });
});

describe("the breaker", () => {
  it("opens after five failed batches in a row, for a minute", () => {
    let now = 0;
    const breaker = createBreaker(
      () => now,
      () => {},
    );
    for (let i = 0; i < 4; ++i) breaker.failure(++now, false, 0);
    assert.equal(breaker.waitMs, 0);
    breaker.failure(++now, false, 0);
    assert.equal(breaker.waitMs, 60_000);
    breaker.success(++now);
    assert.equal(breaker.waitMs, 0);
    assert.ok(breaker.healthy);
  });
  it("is not closed by an answer to what was sent before the failure", () => {
    let now = 0;
    const breaker = createBreaker(
      () => now,
      () => {},
    );
    now = 10;
    breaker.failure(5, false, 700);
    breaker.success(6);
    assert.equal(breaker.waitMs, 700);
    assert.ok(!breaker.healthy);
  });
  it("counts requests that were on their way together once", () => {
    let now = 10;
    const breaker = createBreaker(
      () => now,
      () => {},
    );
    for (let i = 0; i < 9; ++i, ++now) breaker.failure(5, false, 0);
    assert.equal(breaker.waitMs, 0);
  });
  it("counts retries of one batch once, and waits as asked", () => {
    let now = 0;
    const breaker = createBreaker(
      () => now,
      () => {},
    );
    for (let i = 0; i < 9; ++i) breaker.failure(++now, true, 700);
    assert.equal(breaker.waitMs, 700);
  });
});

describe("the keepalive budget", () => {
  it("stays under what browsers share, in bytes and requests", () => {
    const budget = new Budget();
    assert.ok(budget.take(40_000));
    assert.ok(!budget.take(20_001));
    assert.ok(budget.take(20_000));
    budget.give(40_000);
    budget.give(20_000);
    assert.equal(Array.from({ length: 12 }, () => budget.take(1)).filter(Boolean).length, 9);
  });
});

describe("the verdict", () => {
  const of = (status: number, body = "", gzipped = false) =>
    verdict(new Response(null, { status }), body, gzipped, startMs);
  it("of a partial success counts what was rejected and retries nothing", () => {
    for (const count of ["3", '"3"']) {
      const body = `{"partialSuccess": {"rejectedLogRecords": ${count}, "errorMessage": "no"}}`;
      assert.deepEqual(of(200, body), { type: "delivered", rejected: 3 });
    }
    assert.deepEqual(of(202), { type: "delivered", rejected: 0 });
  });
  it("tells a collector that does not take gzip from one that does not take the batch", () => {
    assert.equal(of(415, "", true).type, "uncompressed");
    assert.equal(of(415).type, "rejected");
    assert.equal(of(413).type, "too_large");
  });
});

describe("drop counts", () => {
  it("start again when taken, and know what is worth a request", () => {
    const health = createHealth(() => {});
    health.count("sampled_out", 5);
    assert.ok(health.due && !health.urgent);
    health.lose("rejected", [sealed(), sealed()]);
    assert.ok(health.urgent);
    assert.deepEqual(health.take()[0]?.[0].dropped, { sampled_out: 5, rejected: 2 });
    assert.ok(!health.due);
  });
});

describe("the queue", () => {
  const item = (core: Parameters<typeof sealed>[0], bytes: number, app = "a"): Item => ({
    event: sealed(core, { app }),
    fragment: "",
    bytes,
  });
  const groupOf = (event: { app: string }) => event.app;

  it("orders by importance, the newest first among equals", () => {
    const items = [item(undefined, 1), item(moment, 2), item(undefined, 3), item(conversation, 4)];
    assert.deepEqual(
      byImportance(items).map(({ bytes }) => bytes),
      [4, 2, 3, 1],
    );
  });
  it("fits a body by count, bytes and group", () => {
    const items = [item(moment, 10), item(moment, 10), item(moment, 10), item(moment, 1, "b")];
    assert.equal(fitting(items, groupOf, 100), 3);
    assert.equal(fitting(items, groupOf, 100, 2), 2);
    assert.equal(fitting(items, groupOf, 25, 20), 2);
    assert.equal(fitting(items, groupOf, 5), 0);
    assert.equal(fitting([], groupOf, 5), 0);
  });
});
