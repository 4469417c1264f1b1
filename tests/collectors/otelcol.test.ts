// A browser chats; its events go through the OpenTelemetry Collector and its exporter into ClickHouse,
// and the views tell what happened, also what never arrived.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Browser, type Page, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { repository } from "../support/repository.ts";
import { type Chain, startChain } from "./chain.ts";
import { ClickHouse } from "./clickhouse.ts";

interface Tag {
  init(options: object): void;
  user(text: string): void;
  assistant(text: string, info?: object): void;
  action(name: string): void;
  newConversation(): void;
  endConversation(): void;
  flush(): Promise<void>;
}
declare const undertone: Tag;

let chain: Chain;
let browser: Browser;
let clickhouse: ClickHouse;

before(async () => {
  clickhouse = new ClickHouse();
  browser = await launch("chromium");
  // As the recipe says: the exporter makes its table when the collector starts, then come the views.
  chain = await startChain({ clickhouseUrl: await clickhouse.listen() });
  clickhouse.addViews();
});
after(async () => {
  await browser?.close();
  await chain?.stop();
  clickhouse?.close();
});

async function open(app: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(chain.siteUrl);
  await page.evaluate(
    (url, name) =>
      undertone.init({
        app: name,
        engine: "none",
        capture: false,
        collector: { url, format: "otlp" },
        bot: { variant: "B" },
        delivery: { flushDelayMs: 100 },
        request: (to: string, init: RequestInit) => {
          const scope = globalThis as { swallow?: boolean };
          return scope.swallow ? Promise.resolve(new Response("{}")) : fetch(to, init);
        },
      }),
    chain.url,
    app,
  );
  return page;
}

/** Records of an app that the collector's exporter has written so far. */
const written = (app: string): number =>
  clickhouse.rows(`SELECT 1 FROM otel_logs WHERE ServiceName = '${app}'`).length;

test("a browser's events pass the collector, under its CORS rules", async () => {
  const page = await open("shop");
  await page.evaluate(() => {
    undertone.user("where is my order?");
    undertone.assistant("On its way.", { latencyMs: 900 });
    undertone.action("goal");
    undertone.newConversation();
    undertone.user("hello?");
    undertone.assistant("", { error: "timeout" });
    undertone.newConversation();
    undertone.user("never answered");
    undertone.endConversation();
    return undertone.flush();
  });
  await until(() => written("shop") >= 8, { what: "eight records in ClickHouse" });
  await page.close();
});

test("a request that nobody received leaves a gap in the numbers", async () => {
  const page = await open("leaky");
  await page.evaluate(async () => {
    undertone.user("one");
    await undertone.flush();
    (globalThis as { swallow?: boolean }).swallow = true;
    undertone.user("two");
    await undertone.flush();
    (globalThis as { swallow?: boolean }).swallow = false;
    undertone.user("three");
    undertone.endConversation();
    await undertone.flush();
  });
  await until(() => written("leaky") >= 4, { what: "what was not lost" });
  await page.close();
});

test("ClickHouse: every row is there with the right numbers, once", async () => {
  clickhouse.run("INSERT INTO otel_logs SELECT * FROM otel_logs"); // as if the collector had retried
  const answers = clickhouse.rows(
    "SELECT latency_ms, error, bot_variant, engine FROM chat_assistant_messages WHERE app = 'shop' ORDER BY time_ms, sequence",
  );
  assert.deepEqual(answers, [
    { latency_ms: 900, error: "none", bot_variant: "B", engine: "none" },
    { latency_ms: null, error: "timeout", bot_variant: "B", engine: "none" },
  ]);
  const users = clickhouse.rows(
    "SELECT length_codepoints AS length, sentiment_label FROM chat_user_messages WHERE app = 'shop' ORDER BY sequence",
  );
  assert.deepEqual(users, [
    { length: 18, sentiment_label: "unscored" },
    { length: 6, sentiment_label: "unscored" },
    { length: 14, sentiment_label: "unscored" },
  ]);
  const last = clickhouse.rows(
    "SELECT outcome, evidence, actions FROM chat_last WHERE app = 'shop' ORDER BY sequence",
  );
  assert.deepEqual(last, [
    { outcome: "resolved_confirmed", evidence: ["goal"], actions: { goal: 1 } },
    { outcome: "abandoned", evidence: ["error"], actions: {} },
    { outcome: "abandoned", evidence: ["unanswered"], actions: {} },
  ]);
});

test("ClickHouse: rates come with numerator, denominator and coverage", () => {
  const [row] = clickhouse.rows(
    `SELECT conversations, engaged_count, resolution_count, resolution_of, resolution_rate,
       abandonment_count, abandonment_of, frustration_count, frustration_of, coverage
     FROM chat_rates WHERE app = 'shop'`,
  );
  assert.deepEqual(row, {
    conversations: 3,
    engaged_count: 2,
    resolution_count: 1,
    resolution_of: 2,
    resolution_rate: 0.5,
    abandonment_count: 1,
    abandonment_of: 2,
    frustration_count: 0,
    frustration_of: 0,
    coverage: 0,
  });
});

test("ClickHouse: loss is computed from sequence numbers alone", () => {
  const loss = (app: string) =>
    clickhouse.rows<Record<string, unknown>>(
      `SELECT sent, received, missing, counted, unexplained FROM chat_loss WHERE app = '${app}'`,
    );
  const [whole] = loss("shop");
  assert.equal(whole?.missing, 0);
  const [leaky] = loss("leaky");
  assert.deepEqual(leaky, { sent: 6, received: 4, missing: 2, counted: 0, unexplained: 2 });
});

interface Dashboard {
  panels: { title: string; targets: { rawSql: string }[] }[];
}

test("ClickHouse: every panel of the Grafana dashboard has a query that answers", () => {
  const path = join(repository, "tag/collectors/grafana.json");
  const { panels } = JSON.parse(readFileSync(path, "utf8")) as Dashboard;
  const answered = panels.map(({ title, targets }) => {
    const sql = String(targets[0]?.rawSql)
      .replaceAll("$__fromTime", "now() - INTERVAL 1 DAY")
      .replaceAll("$__toTime", "now() + INTERVAL 1 DAY");
    return [title, clickhouse.rows(sql).length > 0];
  });
  assert.deepEqual(Object.fromEntries(answered), {
    "Conversations, engaged and scored": true,
    "Resolution, confirmed": true,
    Abandonment: true,
    Frustration: true,
    Rephrases: true,
    Moments: false, // no engine runs here, so there are none
    "Lost on the way": true,
  });
});

test("ClickHouse: an NDJSON row is a row of the same table", () => {
  const event = {
    kind: "tag",
    event_id: "0199aaaa-0000-7000-8000-000000000001",
    time_ms: 1_700_000_000_000,
    observed_time_ms: 1_700_000_000_000,
    sequence: 9,
    session_id: "s9",
    app: "rows",
    tag_version: "0.1.0",
    engine: "none",
    sample_rate: 100,
    dropped: { queue_overflow: 4, sampled_out: 7 },
    internal_errors: 0,
    retries: 2,
  };
  // Numbers 1 to 3 were given up after a request without an answer, and 2 had arrived.
  const arrived = { ...event, event_id: `${event.event_id}2`, sequence: 2, dropped: {} };
  const notice = {
    ...event,
    event_id: `${event.event_id}1`,
    sequence: 1,
    dropped: { network_error: 3 },
  };
  for (const row of [event, arrived, notice]) {
    clickhouse.run(`INSERT INTO chat_events FORMAT JSONEachRow ${JSON.stringify(row)}`);
  }
  assert.deepEqual(
    clickhouse.rows("SELECT dropped, retries FROM chat_tags WHERE app = 'rows' AND sequence = 9"),
    [{ dropped: { queue_overflow: 4, sampled_out: 7 }, retries: 2 }],
  );
  // Ten numbers, two of them there: of the eight the tag counted four, and two had no answer.
  assert.deepEqual(
    clickhouse.rows(
      "SELECT sent, missing, counted, unanswered, unexplained FROM chat_loss WHERE app = 'rows'",
    ),
    [{ sent: 10, missing: 8, counted: 4, unanswered: 2, unexplained: 2 }],
  );
});
