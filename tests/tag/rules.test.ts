// Rules of delivery that no other file has: who is told apart, what is sampled, which clock counts,
// what the page's life means.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { isSampled } from "../../tag/src/conversation/conversation.ts";
import { Visitor } from "../../tag/src/conversation/visitor.ts";
import { Clock } from "../../tag/src/event/clock.ts";
import type { SealedEvent } from "../../tag/src/event/seal.ts";
import type { Options } from "../../tag/src/options.ts";
import { watchPage } from "../../tag/src/pageLife.ts";
import { privacySignal } from "../../tag/src/privacySignal.ts";
import { resolveOptions } from "../../tag/src/resolveOptions.ts";
import { createTag } from "../../tag/src/tag.ts";
import { sendLater } from "../../tag/src/transport/sendLater.ts";
import { fakeStorage, freshStorage } from "./support/page.ts";

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

describe("a tag", () => {
  const bodies: string[] = [];
  beforeEach(() => {
    bodies.length = 0;
    freshStorage();
    scope.sessionStorage = fakeStorage();
  });

  const open = (options: Partial<Options> = {}) =>
    createTag(
      resolveOptions({
        app: "test",
        collector: { url: "https://one.example", format: "ndjson", compression: "none" },
        request: async (_, { body }) => {
          bodies.push(String(body));
          return new Response("");
        },
        ...options,
      }),
    );
  const say = (tag: ReturnType<typeof open>) =>
    tag.take({
      type: "message",
      role: "user",
      text: "hello",
      atMs: tag.clock.elapsedMs(),
      caught: "api",
      confidence: 1,
    });
  const sent = (): SealedEvent[] =>
    bodies.flatMap((body) =>
      body
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    );

  it("sends whole conversations or nothing of them; the rate travels along, the rest is counted", async () => {
    const tag = open({ sampling: { percent: 30 } });
    for (let i = 0; i < 60; ++i) {
      say(tag);
      tag.endConversation("site");
    }
    await tag.flush();
    const conversations = new Set(sent().map((event) => event.conversation_id));
    conversations.delete(undefined);
    assert.ok(conversations.size > 0 && conversations.size < 60);
    assert.ok([...conversations].every((id) => isSampled(id, 30)));
    assert.ok(sent().every(({ sample_rate }) => sample_rate === 30));
    const counted = sent().reduce(
      (sum, event) => sum + (event.kind === "tag" ? (event.dropped.sampled_out ?? 0) : 0),
      0,
    );
    // A message and two summaries each.
    assert.equal(counted, (60 - conversations.size) * 3);
    await tag.stop();
  });

  it("tells several collectors the same, each with numbers of its own", async () => {
    const tag = open({
      collector: [
        { url: "https://one.example", format: "ndjson", compression: "none" },
        { url: "https://two.example", format: "ndjson", compression: "none" },
      ],
    });
    for (let i = 0; i < 3; ++i) say(tag);
    await tag.flush();
    const [one, two] = bodies.map((body) => JSON.parse(`[${body.trim().replaceAll("\n", ",")}]`));
    assert.deepEqual(one, two);
    assert.deepEqual(
      one.map(({ sequence }: SealedEvent) => sequence),
      [0, 1, 2, 3],
    );
    await tag.stop();
  });

  it("holds events in memory while consent is pending, and drops and counts them on a no", async () => {
    const tag = open({ consent: "pending" });
    say(tag);
    await tag.flush();
    assert.deepEqual([bodies.length, Object.keys(localStorage)], [0, []]);
    tag.setConsent("denied");
    say(tag);
    tag.setConsent("granted");
    say(tag);
    await tag.flush();
    const [report] = sent().filter(({ kind }) => kind === "tag");
    assert.deepEqual(report?.kind === "tag" && report.dropped, { no_consent: 3 });
    await tag.stop();
  });
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
