// The local collector over time: its file, its end, its limits.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, mock, test } from "node:test";
import { createRateLimit } from "../../demo/collector/rate_limit.ts";
import { serve } from "../../demo/server/serve.ts";
import { repository } from "../support/repository.ts";

const folder = mkdtempSync(join(tmpdir(), "undertone-collector-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string) => serve({ root: repository, port: 0, database: join(folder, name) });

const report = (number: number): string =>
  `${JSON.stringify({
    kind: "tag",
    event_id: `event-${number}`,
    time_ms: 1_700_000_000_123,
    observed_time_ms: 1_700_000_000_456,
    sequence: number,
    session_id: "s1",
    app: "test",
    tag_version: "0.1.0",
    engine: "none",
    sample_rate: 100,
    dropped: {},
    internal_errors: 0,
    retries: 0,
  })}\n`;

const headers = { "Content-Type": "application/x-ndjson" };
const post = (url: string, body: string) =>
  fetch(`${url}/events`, { method: "POST", headers, body });

test("the file alone is a backup, and knows what it has", async () => {
  const first = await open("events.duckdb");
  await post(first.url, report(1) + report(2));
  await first.stop();
  assert.ok(!existsSync(join(folder, "events.duckdb.wal")), "nothing lies beside the file");
  copyFileSync(join(folder, "events.duckdb"), join(folder, "copy.duckdb"));
  rmSync(join(folder, "events.duckdb"));
  const second = await open("copy.duckdb");
  await post(second.url, report(2) + report(3));
  assert.equal(await second.store.count(), 3);
  await second.stop();
});

test("a stop takes what is under way, answers it, and refuses what comes later", async () => {
  const served = await open("stopped.duckdb");
  const sending = request(`${served.url}/events`, { method: "POST", headers });
  const answered = once(sending, "response");
  sending.write(report(1)); // and more to come
  await fetch(`${served.url}/api/health`); // the request before this one has arrived
  const stopped = served.stop();
  sending.end(report(2));
  const [response] = await answered;
  assert.equal(response.statusCode, 200);
  response.resume();
  await stopped;
  await assert.rejects(post(served.url, report(3)));
  const again = await open("stopped.duckdb");
  assert.equal(await again.store.count(), 2);
  await again.stop();
});

test("a body over a megabyte is refused while it comes", async () => {
  const served = await open("bodies.duckdb");
  const answer = await post(served.url, " ".repeat(1_100_000)).catch(() => undefined);
  assert.ok(answer === undefined || answer.status === 413); // the connection may be cut first
  assert.equal((await post(served.url, report(1))).status, 200);
  assert.equal(await served.store.count(), 1);
  await served.stop();
});

test("who sends too many requests is told to wait, and heard after that", async () => {
  const served = await open("limits.duckdb");
  mock.timers.enable({ apis: ["Date"], now: 1_700_000_000_000 });
  try {
    const health = () => fetch(`${served.url}/api/health`);
    const statuses: number[] = [];
    for (let i = 0; i < 30; ++i) {
      const answers = await Promise.all(Array.from({ length: 10 }, health));
      statuses.push(...answers.map(({ status }) => status));
    }
    assert.deepEqual([...new Set(statuses)], [200]);
    const refused = await post(served.url, report(1));
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "1"]);
    mock.timers.setTime(1_700_000_001_000);
    assert.equal((await post(served.url, report(1))).status, 200);
    assert.equal(await served.store.count(), 1);
  } finally {
    mock.timers.reset();
    await served.stop();
  }
});

test("the program stops when it is told to: nothing is lost, nothing lies beside the file", async () => {
  const file = join(folder, "program.duckdb");
  const program = spawn(process.execPath, [join(repository, "demo/server.mjs")], {
    env: { ...process.env, PORT: "0", UNDERTONE_DB: file },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(program, "exit");
  try {
    const [line] = await once(program.stdout, "data");
    const [url = ""] = /http:\S+/.exec(String(line)) ?? [];
    assert.equal((await post(url, report(1) + report(2))).status, 200);
    program.kill("SIGTERM");
    assert.deepEqual(await exited, [0, null]);
  } finally {
    program.kill("SIGKILL");
  }
  assert.ok(!existsSync(`${file}.wal`));
  const again = await open("program.duckdb");
  assert.equal(await again.store.count(), 2);
  await again.stop();
});

test("an address may send 300 requests at once, then 100 a second; others do not pay for it", () => {
  const mayPass = createRateLimit();
  const passed = (address: string, count: number, nowMs: number): number =>
    Array.from({ length: count }, () => mayPass(address, nowMs)).filter(Boolean).length;
  assert.equal(passed("a", 400, 0), 300);
  assert.equal(passed("a", 400, 1000), 100);
  assert.equal(passed("b", 400, 1000), 300);
});
