// One set of events, three places that tell rates of it: the ClickHouse views, the local collector's
// DuckDB and `undertone report`. All give the same numerators and denominators.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import type { Report } from "../../demo/shared/report.ts";
import { command, linesOf } from "../support/command.ts";
import { goldenEvents } from "../support/golden_events.ts";
import { repository } from "../support/repository.ts";
import { ClickHouse } from "./clickhouse.ts";

/** SIGNALS, section 6; the name is the same in all three places. */
const kRates = [
  "resolution",
  "resolution_assumed",
  "containment",
  "escalation",
  "abandonment",
  "rephrase",
  "frustration",
  "fallback",
];

type Rates = Record<string, readonly [numerator: number, denominator: number]>;

const sent = goldenEvents(Date.now());
let clickhouse: ClickHouse;
let served: Served;

before(async () => {
  clickhouse = new ClickHouse();
  clickhouse.addViews();
  for (const again of [0, 300]) {
    // What comes twice counts once.
    clickhouse.run(`INSERT INTO chat_events FORMAT JSONEachRow ${linesOf(sent.slice(again))}`);
  }
  served = await serve({ root: repository, port: 0, database: ":memory:" });
  for (let at = 0; at < sent.length; at += 200) {
    const body = linesOf(sent.slice(at, at + 200));
    const headers = { "Content-Type": "application/x-ndjson" };
    await fetch(`${served.url}/events`, { method: "POST", body, headers });
  }
});
after(async () => {
  clickhouse?.close();
  await served?.stop();
});

function fromClickHouse(where: string): Rates {
  const columns = kRates.map(
    (name) => `sum(${name}_count) AS ${name}, sum(${name}_of) AS ${name}_among`,
  );
  const [row = {}] = clickhouse.rows<Record<string, number>>(
    `SELECT ${columns.join(", ")} FROM chat_rates WHERE ${where}`,
  );
  return Object.fromEntries(
    kRates.map((name) => [name, [row[name] ?? -1, row[`${name}_among`] ?? -1]]),
  );
}

async function fromDuckDb(): Promise<Report> {
  return (await fetch(`${served.url}/api/report?by=variant`)).json() as Promise<Report>;
}

const ratesOf = (rates: Report["total"]["rates"]): Rates =>
  Object.fromEntries(
    rates
      .filter(({ name }) => kRates.includes(name))
      .map(({ name, numerator, denominator }) => [name, [numerator, denominator]]),
  );

function fromCommand(events: readonly object[]): Rates {
  const summaries = events.filter((event) => "final" in event);
  const { rates } = JSON.parse(command(linesOf(summaries), "report", "--json", "-")) as {
    rates: Record<string, { numerator: number; denominator: number }>;
  };
  return Object.fromEntries(
    kRates.map((name) => [name, [rates[name]?.numerator ?? -1, rates[name]?.denominator ?? -1]]),
  );
}

test("all rates are the same in ClickHouse, DuckDB and the command", async () => {
  const expected = fromCommand(sent);
  assert.ok(
    Object.values(expected).every(([, among]) => among > 0),
    "every rate is of something",
  );
  assert.ok(Object.values(expected).filter(([count]) => count > 0).length >= 6);
  assert.deepEqual(fromClickHouse("app = 'shop'"), expected);
  assert.deepEqual(ratesOf((await fromDuckDb()).total.rates), expected);
});

test("and so they are for each variant", async () => {
  const { groups } = await fromDuckDb();
  for (const { value, rates } of groups) {
    const events = sent.filter(
      (event) => (event as { bot_variant?: string }).bot_variant === value,
    );
    const expected = fromCommand(events);
    assert.deepEqual(ratesOf(rates), expected);
    assert.deepEqual(fromClickHouse(`bot_variant = '${value}'`), expected);
  }
});

test("the one number that is missing, too", async () => {
  const [loss] = clickhouse.rows("SELECT sent - received AS missing FROM chat_loss");
  const { delivery } = await fromDuckDb();
  assert.deepEqual([loss, delivery.sent - delivery.received], [{ missing: 1 }, 1]);
});
