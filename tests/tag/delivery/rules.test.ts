// Rules of delivery that no other file has: who is told apart, which clock counts, what the page's
// life means.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { Visitor } from "../../../tag/src/conversation/visitor.ts";
import { Clock } from "../../../tag/src/event/clock.ts";
import { watchPage } from "../../../tag/src/pageLife.ts";
import { privacySignal } from "../../../tag/src/privacySignal.ts";
import { sendLater } from "../../../tag/src/transport/sendLater.ts";
import { freshStorage } from "../support/page.ts";

const kDayMs = 86_400_000;
const scope = globalThis as Record<string, unknown>;

function pretend(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

describe("the clock", () => {
  it("follows the collector's where that is readable, and not for noise", () => {
    const clock = new Clock();
    const real = clock.nowMs();
    clock.learn(new Date(real + 1500).toUTCString(), real);
    assert.ok(Math.abs(clock.nowMs() - real) < 1000);
    clock.learn(new Date(real + kDayMs).toUTCString(), real);
    assert.ok(Math.abs(clock.nowMs() - real - kDayMs) < 2000);
    clock.learn(null, clock.nowMs());
    clock.learn("yesterday", clock.nowMs());
    assert.ok(Math.abs(clock.nowMs() - real - kDayMs) < 2000);
  });
  it("runs where there is no time origin (Safari 14)", () => {
    const origin = Object.getOwnPropertyDescriptor(performance, "timeOrigin");
    Object.defineProperty(performance, "timeOrigin", { value: undefined, configurable: true });
    try {
      assert.ok(Math.abs(new Clock().nowMs() - Date.now()) < 1000);
    } finally {
      Reflect.deleteProperty(performance, "timeOrigin");
      if (origin) Object.defineProperty(performance, "timeOrigin", origin);
    }
  });
  it("does not jump with the device's", () => {
    const clock = new Clock();
    const before = clock.nowMs();
    const now = mock.method(Date, "now", () => 0);
    assert.ok(clock.nowMs() >= before);
    now.mock.restore();
  });
});

describe("a visitor", () => {
  beforeEach(() => freshStorage());
  const at = (ms: number) => new Visitor().visit(1_700_000_000_000 + ms);

  it("is the same for 30 days, and counted by visits", () => {
    const first = at(1);
    assert.deepEqual([first?.visits, first?.reopened], ["first", "none"]);
    const second = at(kDayMs);
    assert.equal(second?.visitor, first?.visitor);
    assert.deepEqual([second?.visits, second?.reopened], ["two_to_three", "within_24h"]);
    assert.equal(at(kDayMs * 6)?.reopened, "within_7d");
    assert.notEqual(at(kDayMs * 31)?.visitor, first?.visitor);
  });
  it("is another one after 30 days, though the device's clock was years ahead when it began", () => {
    const first = at(kDayMs * 1000);
    const second = at(1);
    assert.notEqual(second?.visitor, first?.visitor);
    assert.equal(second?.reopened, "none");
  });
  it("is none where the id cannot be kept", () => {
    freshStorage(10);
    assert.equal(at(1), undefined);
  });
  it("is forgotten when consent is gone", () => {
    const first = at(1);
    new Visitor().forget();
    assert.notEqual(at(2)?.visitor, first?.visitor);
  });
});

describe("privacy signals", () => {
  const navigator = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  afterEach(() => {
    if (navigator) Object.defineProperty(globalThis, "navigator", navigator);
  });
  for (const [name, value, expected] of [
    ["Global Privacy Control", { globalPrivacyControl: true }, true],
    ["Do Not Track", { doNotTrack: "1" }, true],
    ["neither", { globalPrivacyControl: false, doNotTrack: "unspecified" }, false],
  ] as const) {
    it(`${name}: ${expected ? "an objection" : "none"}`, () => {
      pretend("navigator", value);
      assert.equal(privacySignal(), expected);
    });
  }
});

describe("the page's life", () => {
  const listened: [string, (event: object) => void, unknown][] = [];
  beforeEach(() => {
    listened.length = 0;
    pretend("addEventListener", (...all: never) => listened.push(all));
    pretend("removeEventListener", () => {});
    pretend("document", { visibilityState: "visible" });
  });
  afterEach(() => {
    for (const name of ["addEventListener", "removeEventListener", "document"]) delete scope[name];
  });

  it("is told without what keeps a page out of the back/forward cache", () => {
    const told: string[] = [];
    watchPage({
      hidden: () => told.push("hidden"),
      closing: (persisted) => told.push(`closing ${persisted}`),
      resumed: () => told.push("resumed"),
    });
    const names = listened.map(([name]) => name);
    assert.ok(!names.some((name) => /unload/.test(name)), names.join());
    const fire = (name: string, event = {}): void => {
      for (const [of, listener] of listened) if (of === name) listener(event);
    };
    (scope.document as { visibilityState: string }).visibilityState = "hidden";
    fire("visibilitychange");
    fire("pagehide", { persisted: true });
    fire("pageshow", { persisted: false });
    fire("pageshow", { persisted: true });
    fire("online");
    assert.deepEqual(told, ["hidden", "closing true", "resumed", "resumed"]);
  });
});

describe("a request left with the browser", () => {
  const body = { body: "x", headers: { "content-type": "text/plain" } };
  afterEach(() => delete scope.fetchLater);

  it("has no cookies and no referrer, and is taken back", () => {
    const asked: RequestInit[] = [];
    pretend("fetchLater", (_: string, init: RequestInit) => asked.push(init));
    const takeBack = sendLater("https://one.example", body);
    const [init] = asked;
    assert.deepEqual([init?.credentials, init?.referrerPolicy], ["omit", "no-referrer"]);
    assert.ok(!init?.signal?.aborted);
    takeBack();
    assert.ok(init?.signal?.aborted);
  });
  it("is no loss where there is none, or where it is forbidden", () => {
    sendLater("https://one.example", body)();
    pretend("fetchLater", () => {
      throw new Error("QuotaExceededError");
    });
    sendLater("https://one.example", body)();
  });
});
