// The local collector among people who mean no good: nothing makes it fall, answer late, or store
// what is no event.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { type Served, serve } from "../../demo/server/serve.ts";
import { repository } from "../support/repository.ts";

let served: Served;
before(async () => {
  served = await serve({
    root: repository,
    port: 0,
    database: ":memory:",
    requestTimeoutMs: 400,
  });
});
after(() => served.stop());

let reports = 0;
const report = (change: object = {}): Record<string, unknown> => ({
  kind: "tag",
  event_id: `hostile-${++reports}`,
  time_ms: 1_700_000_000_123,
  observed_time_ms: 1_700_000_000_456,
  sequence: reports,
  session_id: "s1",
  app: "test",
  tag_version: "0.1.0",
  engine: "none",
  sample_rate: 100,
  dropped: {},
  internal_errors: 0,
  retries: 0,
  ...change,
});

function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: object = {}) {
  const all = { "Content-Type": "application/json", ...headers };
  return fetch(served.url + path, { method: "POST", body, headers: all });
}

const nested = (depth: number, inner = "1"): string =>
  "[".repeat(depth) + inner + "]".repeat(depth);

/** `depth` arrays of OTLP in one another, as the value of an attribute. */
function nestedValue(depth: number): string {
  const open = '{"arrayValue":{"values":[';
  return `${open.repeat(depth)}{"intValue":"1"}${"]}}".repeat(depth)}`;
}

const record = (attribute: string): string =>
  `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"chat.tag","attributes":[${attribute}]}]}]}]}`;

describe("a body that is no event", () => {
  const rows: Record<string, string> = {
    "arrays in arrays": nested(200_000),
    "objects in objects": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
    "an event with arrays in arrays": JSON.stringify(report()).replace("{}", nested(100_000)),
    "a number beyond all numbers": JSON.stringify(report()).replace("1700000000123", "1e400"),
    "a number beyond whole numbers": JSON.stringify(report({ sequence: 2 ** 60 })),
    "a negative number": JSON.stringify(report({ time_ms: -1 })),
    "a fraction": JSON.stringify(report({ sequence: 1.5 })),
    "a number as text": JSON.stringify(report({ sequence: "7" })),
    "a key __proto__": JSON.stringify(report()).replace('"app"', '"__proto__":{"app":"x"},"app"'),
    "a key constructor": JSON.stringify(report({ constructor: { prototype: { app: "x" } } })),
    "a count of __proto__": JSON.stringify(report()).replace("{}", '{"__proto__":5}'),
    "a kind of every object": JSON.stringify(report({ kind: "toString" })),
    "an id of a megabyte": JSON.stringify(report({ event_id: "x".repeat(900_000) })),
    "an app of a megabyte": JSON.stringify(report({ app: "x".repeat(900_000) })),
    "an id with a quote": JSON.stringify(report({ event_id: "x'); DROP TABLE events; --" })),
    "bytes that are no UTF-8": "\u00ff\u00fe\u0000",
  };
  for (const [name, row] of Object.entries(rows)) {
    it(`${name} is refused`, async () => {
      const before = await served.store.count();
      const response = await post("/events", `${row}\n`);
      assert.equal(response.status, 200);
      assert.equal((await response.json()).rejected, 1);
      assert.equal(await served.store.count(), before);
    });
  }

  it("none of them changed what every object has", () => {
    assert.equal(({} as { app?: string }).app, undefined);
  });

  it("OTLP: values in values, keys of every object", async () => {
    for (const [attribute, status] of [
      [`{"key":"chat.dropped.rejected","value":${nestedValue(20)}}`, 200],
      [`{"key":"chat.dropped.rejected","value":${nestedValue(20_000)}}`, 400],
      ['{"key":"__proto__","value":{"stringValue":"x"}}', 200],
      ['{"key":"chat.dropped.__proto__","value":{"intValue":"9"}}', 200],
      ['{"key":"chat.sequence","value":{"intValue":"99999999999999999999999"}}', 200],
    ] as const) {
      const response = await post("/v1/logs", record(attribute));
      assert.equal(response.status, status, attribute.slice(0, 80));
      const { partialSuccess } = await response.json();
      if (status === 200) assert.equal(partialSuccess.rejectedLogRecords, "1");
    }
  });

  it("a good event beside bad ones is stored", async () => {
    const before = await served.store.count();
    const body = `{"kind":"tag"}\n\u0000\n${JSON.stringify(report())}\n[]\n`;
    assert.equal((await (await post("/events", body)).json()).rejected, 3);
    assert.equal(await served.store.count(), before + 1);
  });
});

describe("a body that is too much", () => {
  const bomb = (inner: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(inner));
  const status = async (body: Uint8Array<ArrayBuffer>) =>
    (await post("/events", body, { "Content-Encoding": "gzip" })).status;

  it("inflates no further than it may", async () => {
    assert.equal(await status(bomb(Buffer.alloc(100_000_000, "x"))), 413);
    assert.equal(await status(bomb(bomb(Buffer.alloc(100_000_000, "x")))), 200); // once only
  });
  it("is cut off if it never ends", async () => {
    const sending = request(`${served.url}/events`, {
      method: "POST",
      headers: { "Content-Type": "application/x-ndjson" },
    });
    const ended = Promise.race([once(sending, "response"), once(sending, "error")]);
    sending.write("{");
    const [end] = await ended;
    assert.ok(end instanceof Error || end.statusCode === 408);
  });
  it("holds nobody up: headers that never end", async () => {
    const sockets = Array.from({ length: 50 }, () => connect(Number(new URL(served.url).port)));
    const closed = sockets.map((socket) => once(socket.on("error", () => {}).resume(), "close"));
    for (const socket of sockets) socket.write("POST /events HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");
    assert.equal((await post("/events", `${JSON.stringify(report())}\n`)).status, 200);
    await Promise.all(closed);
  });
});

describe("a request under another name", () => {
  const get = async (headers: Record<string, string>) => {
    const asked = request(`${served.url}/api/events`, { headers }).end();
    const [response] = await once(asked, "response");
    response.resume();
    return response.statusCode;
  };
  it("is refused: a foreign name that leads here reads nothing", async () => {
    assert.equal(await get({ Host: "evil.example" }), 421);
    assert.equal(await get({ Host: "localhost.evil.example:80" }), 421);
    assert.equal(await get({ Host: "localhost:8080" }), 200);
  });
  it("is refused: a page without an origin of its own", async () => {
    assert.equal(await get({ Origin: "null" }), 403);
    assert.equal(await get({ Origin: "http://127.0.0.1.evil.example" }), 403);
  });
  it("is refused: text/plain, which needs no preflight, from elsewhere", async () => {
    const headers = { Origin: "https://evil.example", "Content-Type": "text/plain" };
    assert.equal((await post("/events", `${JSON.stringify(report())}\n`, headers)).status, 403);
  });
});

describe("a question that makes no sense", () => {
  for (const query of [
    "events?limit=-5",
    "events?limit=1.5",
    "events?limit=1e999",
    "events?after=1e999",
    "events?after=-1",
    "events?session=%00&kind='%20OR%201=1",
    "report?since=1e999&by=__proto__",
    "report?since=NaN&app=%F0%9F%92%A5",
    "conversations?limit=x",
  ]) {
    it(`${query} is answered`, async () => {
      assert.equal((await fetch(`${served.url}/api/${query}`)).status, 200);
    });
  }
});
