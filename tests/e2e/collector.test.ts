// The local collector by itself: what it takes, refuses, keeps once and tells.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Served, serve } from "../../demo/server/serve.ts";
import { repository } from "../support/repository.ts";

let served: Served;
before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
});
after(() => served.stop());

let events = 0;
function moment(change: Record<string, unknown> = {}): Record<string, unknown> {
  events += 1;
  return {
    kind: "moment",
    event_id: `event-${events}`,
    time_ms: 1_700_000_000_123,
    observed_time_ms: 1_700_000_000_456,
    sequence: events,
    conversation_id: "c1",
    session_id: "s1",
    app: "test",
    tag_version: "0.1.0",
    engine: "none",
    sample_rate: 100,
    moment: "loop",
    turn_index: 3,
    lang: "en",
    model_version: 0,
    frustration_score: 82,
    risk: ["churn"],
    ...change,
  };
}

function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const all = { "Content-Type": "application/json", ...headers };
  return fetch(served.url + path, { method: "POST", body, headers: all });
}

const ndjson = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

test("NDJSON rows are stored once, however often they come", async () => {
  const event = moment();
  assert.deepEqual(await (await post("/events", ndjson(event))).json(), {
    rejected: 0,
    reason: "",
  });
  await post("/events", new Uint8Array(gzipSync(ndjson(event, moment()))), {
    "Content-Encoding": "gzip",
  });
  const [row] = await served.store.query(
    "SELECT count(*)::INT AS n, min(frustration_score) AS score, any_value(risk)[1] AS risk FROM moments",
  );
  assert.deepEqual(row, { n: 2, score: 82, risk: "churn" });
});

test("an OTLP record becomes the same event as its NDJSON row", async () => {
  const string = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const body = {
    resourceLogs: [
      {
        resource: { attributes: [string("service.name", "test")] },
        scopeLogs: [
          {
            scope: { name: "undertone", version: "0.1.0" },
            logRecords: [
              {
                timeUnixNano: "1700000000123000000",
                observedTimeUnixNano: "1700000000456000000",
                eventName: "chat.moment",
                attributes: [
                  string("event.id", "otlp-1"),
                  string("gen_ai.conversation.id", "c1"),
                  string("session.id", "otlp"),
                  string("chat.engine", "none"),
                  string("chat.moment", "loop"),
                  string("chat.lang", "en"),
                  { key: "chat.sequence", value: { intValue: "7" } },
                  { key: "chat.sample_rate", value: { intValue: "100" } },
                  { key: "chat.turn.index", value: { intValue: "3" } },
                  { key: "chat.frustration.score", value: { doubleValue: 0.82 } },
                  {
                    key: "chat.risk",
                    value: { arrayValue: { values: [{ stringValue: "churn" }] } },
                  },
                ],
              },
              { eventName: "chat.moment", attributes: [string("event.id", "no fields")] },
              { eventName: "someone.else" },
            ],
          },
        ],
      },
    ],
  };
  const answer = await (await post("/v1/logs", JSON.stringify(body))).json();
  assert.equal(answer.partialSuccess.rejectedLogRecords, "2");
  assert.doesNotMatch(answer.partialSuccess.errorMessage, /no fields/);
  const listed = await (await fetch(`${served.url}/api/events?session=otlp`)).json();
  const expected = moment({ event_id: "otlp-1", session_id: "otlp", sequence: 7 });
  assert.deepEqual(
    listed.map((row: { event: unknown }) => row.event),
    [expected],
  );
});

test("an event with a field of text is refused, and the refusal does not repeat it", async () => {
  const answer = await post("/events", ndjson(moment({ text: "my secret words" })));
  const body = await answer.text();
  assert.equal(JSON.parse(body).rejected, 1);
  assert.doesNotMatch(body, /secret/);
});

test("what cannot be taken gets the status that says why", async () => {
  const status = async (...args: Parameters<typeof post>) => (await post(...args)).status;
  assert.equal(await status("/v1/logs", "{"), 400);
  assert.equal(
    await status("/v1/logs", '{"resourceLogs":[{"scopeLogs":[{"logRecords":[null]}]}]}'),
    400,
  );
  assert.equal(await status("/v1/logs", "no gzip", { "Content-Encoding": "gzip" }), 400);
  assert.equal(await status("/v1/logs", "x", { "Content-Encoding": "br" }), 415);
  assert.equal(await status("/v1/logs", "x", { "Content-Type": "text/html" }), 415);
  assert.equal(
    await status("/v1/logs", new Uint8Array(gzipSync(" ".repeat(9e6))), {
      "Content-Encoding": "gzip",
    }),
    413,
  );
  assert.equal((await fetch(`${served.url}/v1/logs`)).status, 405);
  assert.equal(await status("/v1/logs", "null"), 400);
});

test("pages of this machine may post, others may not, and no one with credentials", async () => {
  const preflight = (origin: string) =>
    fetch(`${served.url}/v1/logs`, { method: "OPTIONS", headers: { Origin: origin } });
  const allowed = await preflight("http://localhost:3000");
  assert.equal(allowed.headers.get("access-control-allow-origin"), "http://localhost:3000");
  assert.equal(allowed.headers.get("access-control-allow-credentials"), null);
  const refused = await preflight("https://evil.example");
  assert.equal(refused.status, 403);
  assert.equal(refused.headers.get("access-control-allow-origin"), null);
});

test("no path leads out of the served folders, and an odd one breaks nothing", async () => {
  for (const path of ["/tag/..%2f..%2fpackage.json", "/%", "//", "/tag/%2e%2e/package.json"]) {
    assert.equal((await fetch(served.url + path)).status, 404, path);
  }
  assert.equal((await (await fetch(`${served.url}/api/health`)).json()).ok, true);
});

test("a database that cannot be opened is said, and events are kept in memory", async () => {
  const lines: string[] = [];
  const other = await serve({
    root: repository,
    port: 0,
    database: `${repository}package.json/events.duckdb`,
    say: (line) => lines.push(line),
  });
  assert.equal(other.store.place, ":memory:");
  assert.match(lines.join("\n"), /cannot open .*events\.duckdb[\s\S]*in memory/);
  await other.stop();
});

test("evaluations, which say an event's scores once more, are no events that were refused", async () => {
  const record = { timeUnixNano: "1700000000123000000", eventName: "gen_ai.evaluation.result" };
  const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
  assert.deepEqual(await (await post("/v1/logs", JSON.stringify(body))).json(), {});
});

test("a session that began before the time of a report has lost nothing by that", async () => {
  const rows = [0, 1, 2, 3].map((sequence) =>
    moment({ app: "long", session_id: "long", sequence, time_ms: 1_700_000_000_000 + sequence }),
  );
  await post("/events", ndjson(...rows));
  const report = await fetch(`${served.url}/api/report?app=long&since=1700000000002`);
  const { delivery } = (await report.json()) as { delivery: { sent: number; received: number } };
  assert.equal(delivery.sent, delivery.received);
});
