import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { actionInput, factsOf, messageInput, traceOf } from "../../tag/src/conversation/inputOf.ts";
import { resolveOptions } from "../../tag/src/resolveOptions.ts";
import { scriptOptions } from "../../tag/src/scriptOptions.ts";
import { version } from "../../tag/src/version.ts";

const collector = { url: "https://collector.example/v1/logs" };

describe("options", () => {
  for (const [name, options] of Object.entries({
    app: { collector },
    collector: { app: "a" },
    "collector.url": { app: "a", collector: [{ url: "" }] },
    "collector.format": { app: "a", collector: { ...collector, format: "xml" } },
    "sampling.percent": { app: "a", collector, sampling: { percent: 101 } },
    // OTLP and the schema know whole numbers only: a collector would refuse every batch.
    percent: { app: "a", collector, sampling: { percent: 0.5 } },
    // A timer of more than 2^31 ms fires at once.
    sendTimeoutMs: { app: "a", collector, delivery: { sendTimeoutMs: Number.POSITIVE_INFINITY } },
    engineTimeoutMs: { app: "a", collector, engineTimeoutMs: 2 ** 31 },
    maxBatchSize: { app: "a", collector, delivery: { maxBatchSize: "many" } },
  })) {
    it(`say that ${name} is wrong`, () => {
      assert.throws(() => resolveOptions(options as never), {
        name: "TypeError",
        message: new RegExp(`options\\..*${name.replace(".", "\\.")}`),
      });
    });
  }

  it("keep defaults where something is undefined", () => {
    const delivery = { maxBatchSize: undefined, flushDelayMs: 10 };
    const resolved = resolveOptions({ app: "a", collector, delivery } as never);
    assert.equal(resolved.delivery.maxBatchSize, 20);
    assert.equal(resolved.delivery.flushDelayMs, 10);
  });

  it("cut labels that are too long to travel with every event", () => {
    const { labels } = resolveOptions({ app: "a".repeat(1000), collector, bot: { id: "b" } });
    assert.equal(labels.app.length, 128);
    assert.equal(labels.bot_id, "b");
    assert.ok(!("bot_model" in labels));
  });

  it("know the package's version", () => {
    const file = new URL("../../tag/package.json", import.meta.url);
    assert.equal(version, JSON.parse(readFileSync(file, "utf8")).version);
  });
});

describe("attributes of the script tag", () => {
  const read = (attributes: Record<string, string>) =>
    scriptOptions({
      attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    } as never);

  it("become options", () => {
    assert.deepEqual(
      read({
        src: "undertone.js",
        async: "",
        "data-collector": "https://collector.example/v1/logs",
        "data-format": "otlp",
        "data-app": "support-bot",
        "data-bot-id": "b",
        "data-bot-prompt-version": "7",
        "data-header-x-api-key": "k",
        "data-worker-url": "/worker.js",
        "data-models": "en, de",
        "data-sample": "25",
        "data-visitor": "",
        "data-capture": "off",
      }),
      {
        app: "support-bot",
        collector: {
          url: "https://collector.example/v1/logs",
          format: "otlp",
          headers: { "x-api-key": "k" },
        },
        bot: { id: "b", promptVersion: "7" },
        workerUrl: "/worker.js",
        models: ["en", "de"],
        sampling: { percent: "25" },
        visitor: true,
        capture: false,
      },
    );
  });

  it("are none without a collector", () => assert.equal(read({ "data-app": "x" }), undefined));
});

describe("what a page says of a turn", () => {
  const turn = { type: "message", role: "user", text: "", atMs: 500, caught: "api", confidence: 1 };

  it("becomes an input with numbers and enumerators alone", () => {
    const given = { ...turn, edits: "my secret", latencyMs: Number.NaN, error: "my secret" };
    assert.deepEqual(messageInput(given as never, 100), {
      kind: "message",
      role: "user",
      time_ms: 400,
    });
    const full = { ...turn, timeMs: 7.4, edits: 2, stalls: 1e12, error: "timeout" };
    assert.deepEqual(messageInput(full as never, 100), {
      kind: "message",
      role: "user",
      time_ms: 7,
      edits: 2,
      stalls: 2 ** 32 - 1,
      error: "timeout",
    });
  });

  it("is no action if it is none of the list", () => {
    assert.equal(actionInput({ ...turn, action: "my secret" } as never, 0), undefined);
    const read = { ...turn, action: "read", value: 1200 };
    assert.deepEqual(actionInput(read as never, 0), {
      kind: "action",
      action: "read",
      time_ms: 500,
      value: 1200,
    });
  });

  it("has a model that is a name, not something that reads like one", () => {
    const model = { toString: () => "m-1", prompt: "my secret" };
    assert.deepEqual(factsOf({ ...turn, model } as never), { response_model: "m-1" });
  });

  it("has a trace only if these are W3C ids", () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    assert.deepEqual(traceOf({ traceId, spanId: "b7ad6b7169203331" }), {
      traceId,
      spanId: "b7ad6b7169203331",
    });
    assert.deepEqual(traceOf({ traceId: "my secret", spanId: 7 }), {});
  });
});
