// What a tag lets through: consent, sampling, several collectors.
import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { isSampled } from "../../../tag/src/conversation/conversation.ts";
import type { SealedEvent } from "../../../tag/src/event/seal.ts";
import type { Options } from "../../../tag/src/options.ts";
import { resolveOptions } from "../../../tag/src/resolveOptions.ts";
import { createTag } from "../../../tag/src/tag.ts";
import type { EngineClient, Pending } from "../../../tag/src/worker/client.ts";
import type { CoreEvent } from "../../../wasm/event.gen.ts";
import { moment } from "../support/events.ts";
import { fakeStorage, freshStorage } from "../support/page.ts";

/** An engine that makes the same of every message, and nothing of anything else. */
const engineOf = (events: CoreEvent[]) =>
  ({
    engine: "wasm_simd",
    push: ({ input, settle }: Pending) => settle(input.kind === "message" ? events : []),
    forget() {},
    handBack() {},
  }) as unknown as EngineClient;

describe("a tag", () => {
  const bodies: string[] = [];
  beforeEach(() => {
    bodies.length = 0;
    freshStorage();
    (globalThis as Record<string, unknown>).sessionStorage = fakeStorage();
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

  for (const [keepMoments, moments] of [
    [undefined, 40],
    [true, 40],
    [false, "only those in the sample"],
  ] as const) {
    it(`sampling, keepMoments ${keepMoments}: of 40 moments ${moments} are sent`, async () => {
      const tag = open({
        sampling: { percent: 30, ...(keepMoments !== undefined && { keepMoments }) },
      });
      tag.useEngine(engineOf([moment]));
      for (let i = 0; i < 40; ++i) {
        say(tag);
        tag.endConversation("site");
      }
      await tag.flush();
      const told = sent().filter(({ kind }) => kind === "moment");
      const inSample = told.filter(({ conversation_id: id }) => isSampled(id, 30));
      assert.ok(inSample.length > 0 && inSample.length < 40);
      assert.equal(told.length, moments === 40 ? 40 : inSample.length);
      // Every number given is there: what is sampled out has none.
      assert.deepEqual(
        sent()
          .map(({ sequence }) => sequence)
          .sort((a, b) => a - b),
        sent().map((_, i) => i),
      );
      await tag.stop();
    });
  }

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

  for (const [name, options] of [
    ["denied", { consent: "denied" }],
    [
      "pending, and more was said than is held",
      { consent: "pending", delivery: { maxQueueSize: 1 } },
    ],
  ] as const) {
    it(`sends nothing at all while consent is ${name}, not even counts`, async () => {
      const tag = open(options);
      for (let i = 0; i < 3; ++i) say(tag);
      await tag.flush();
      await tag.stop();
      assert.deepEqual(bodies, []);
    });
  }

  it("keeps what waits when consent is pending again", async () => {
    const tag = open();
    say(tag);
    tag.setConsent("pending");
    await tag.flush();
    assert.deepEqual(bodies, []);
    tag.setConsent("granted");
    await tag.flush();
    assert.equal(sent().length, 2);
    await tag.stop();
  });

  it("tells listeners of an event once, though it waited for consent", async () => {
    const tag = open({ consent: "pending" });
    let told = 0;
    tag.on("signal", () => ++told);
    say(tag);
    tag.setConsent("granted");
    assert.equal(told, 1);
    await tag.stop();
  });

  it("numbers what waited for consent with the session it is sent in", async () => {
    const tag = open({ consent: "pending" });
    let ms = tag.clock.nowMs();
    tag.clock.nowMs = () => ms;
    say(tag);
    ms += 31 * 60_000;
    say(tag);
    tag.setConsent("granted");
    await tag.flush();
    assert.equal(new Set(sent().map(({ session_id }) => session_id)).size, 1);
    assert.deepEqual(
      sent().map(({ sequence }) => sequence),
      [0, 1, 2],
    );
    await tag.stop();
  });

  it("sends events without a route where the site's function for it fails, and counts that", async () => {
    const tag = open({
      route: () => {
        throw new Error("no router yet");
      },
    });
    say(tag);
    await tag.flush();
    const kinds = sent().map(({ kind }) => kind);
    assert.ok(kinds.includes("user_message"), kinds.join());
    const [report] = sent().filter(({ kind }) => kind === "tag");
    assert.ok(report?.kind === "tag" && report.internal_errors > 0);
    await tag.stop();
  });

  it("keeps two projects at one address apart", async () => {
    const numbers: Record<string, number[]> = {};
    const tag = open({
      collector: ["one", "two"].map((key) => ({
        url: "https://one.example/batch/",
        format: "posthog",
        key,
        compression: "none",
      })),
      request: async (_, { body }) => {
        const { api_key, batch } = JSON.parse(String(body));
        numbers[api_key] = batch.map(
          ({ properties }: { properties: object }) => Object(properties)["chat.sequence"],
        );
        return new Response("");
      },
    });
    say(tag);
    await tag.flush();
    assert.deepEqual(numbers, { one: [0, 1], two: [0, 1] });
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
