import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isSampled } from "../../tag/src/conversation/conversation.ts";
import { applyHook } from "../../tag/src/event/applyHook.ts";
import { hashOf } from "../../tag/src/event/hashOf.ts";
import { randomId, uuidV7 } from "../../tag/src/event/randomId.ts";
import { restoreAll } from "../../tag/src/event/seal.ts";
import type { BeforeSend } from "../../tag/src/options.ts";
import { sealed, startMs } from "./support/events.ts";

describe("beforeSend", () => {
  const hooked = (hook: unknown) => applyHook(hook as BeforeSend, sealed());

  it("may drop an event", () =>
    assert.equal(
      hooked(() => null),
      null,
    ));

  it("may remove a field and change a number", () => {
    const event = hooked((given: Record<string, unknown>) => {
      delete given.page_route;
      return { ...given, sentiment_score: -10 };
    }) as unknown as Record<string, unknown>;
    assert.ok(!("page_route" in event));
    assert.equal(event.sentiment_score, -10);
  });

  it("cannot add a field, put text into one, or touch identity", () => {
    const event = hooked((given: object) => ({
      ...given,
      text: "my secret",
      page_route: "my secret",
      lang: "my secret",
      turn_index: "my secret",
      frustration_cues: ["my secret"],
      pii: { "my secret": 1 },
      event_id: "my secret",
      sequence: 77,
    }));
    assert.deepEqual(event, sealed(undefined, { event_id: event?.event_id ?? "" }));
    assert.ok(!JSON.stringify(event).includes("secret"));
  });

  it("gets whole numbers through only, as the schema has them", () => {
    const event = hooked((given: object) => ({ ...given, length_codepoints: 2.6 }));
    assert.equal((event as unknown as Record<string, unknown>).length_codepoints, 3);
  });

  it("may leave out all that it does not know; what every body needs stays", () => {
    const event = hooked(({ turn_index }: { turn_index: number }) => ({ turn_index }));
    assert.deepEqual([event?.app, event?.tag_version], ["support-bot", "0.1.0"]);
  });

  it("runs in browsers from before 2022, which have no structuredClone", () => {
    const { structuredClone } = globalThis;
    Reflect.deleteProperty(globalThis, "structuredClone");
    try {
      assert.ok(hooked((given: object) => given));
    } finally {
      globalThis.structuredClone = structuredClone;
    }
  });

  it("cannot change the event that others see", () => {
    const event = sealed();
    applyHook((given) => {
      given.app = "other";
      return given;
    }, event);
    assert.equal(event.app, "support-bot");
  });
});

describe("ids", () => {
  it("are UUIDs of version 7 that sort by time", () => {
    const ids = [0, 1, 1000, 86_400_000].map((ms) => uuidV7(startMs + ms));
    for (const id of ids) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(Number.parseInt((ids[0] ?? "").replace("-", "").slice(0, 12), 16), startMs);
  });

  it("of one millisecond sort as they were made, and all differ", () => {
    const ids = Array.from({ length: 5000 }, (_, i) => uuidV7(startMs + Math.floor(i / 100)));
    assert.equal(new Set(ids).size, ids.length);
    const inOrder = ids.filter((id, i) => i === 0 || id > String(ids[i - 1]));
    assert.ok(inOrder.length >= ids.length - 2, "but for where the count begins again");
  });

  it("of two sessions share nothing", () => {
    const [first = "", second = ""] = [0, 1_800_001].map((ms) => uuidV7(startMs + 1e9 + ms));
    assert.notEqual(first.slice(-12), second.slice(-12));
  });

  it("are opaque and differ", () => {
    const ids = new Set(Array.from({ length: 1000 }, randomId));
    assert.equal(ids.size, 1000);
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
  });
});

describe("sampling", () => {
  it("keeps about the share it says, and always the same conversations", () => {
    const ids = Array.from({ length: 5000 }, randomId);
    const kept = ids.filter((id) => isSampled(id, 20));
    assert.ok(Math.abs(kept.length / ids.length - 0.2) < 0.03, `${kept.length}`);
    assert.ok(kept.every((id) => isSampled(id, 20) && isSampled(id, 50)));
    assert.ok(ids.every((id) => isSampled(id, 100) && !isSampled(id, 0)));
  });

  it("hashes as FNV-1a does", () => {
    // Source of the values: the FNV test suite, 32 bits, 1a
    assert.equal(hashOf(""), 0x811c9dc5);
    assert.equal(hashOf("a"), 0xe40c292c);
    assert.equal(hashOf("foobar"), 0xbf9cf968);
  });
});

describe("a stored event", () => {
  it("is read back", () => {
    const event = sealed();
    assert.deepEqual(restoreAll([JSON.parse(JSON.stringify(event))]), [event]);
  });
  for (const damaged of [null, 3, "text", [], {}, { event_id: 7, kind: "moment" }]) {
    it(`is nothing if it is ${JSON.stringify(damaged)}`, () => {
      assert.deepEqual(restoreAll([damaged]), []);
    });
  }
});
