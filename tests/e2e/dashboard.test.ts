// The dashboard says of the events in the collector what `undertone report` says of them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import type { Report } from "../../demo/shared/report.ts";
import { type Browser, type Page, waitFor } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { command, linesOf } from "../support/command.ts";
import { goldenEvents } from "../support/golden_events.ts";
import { repository } from "../support/repository.ts";

const kNowMs = Date.now();

interface CommandRate {
  readonly numerator: number;
  readonly denominator: number;
}

let served: Served;
let sent: object[];
before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
  sent = goldenEvents(kNowMs);
  for (let at = 0; at < sent.length; at += 200) {
    const body = linesOf(sent.slice(at, at + 200));
    const headers = { "Content-Type": "application/x-ndjson" };
    const answer = await fetch(`${served.url}/events`, { method: "POST", body, headers });
    assert.deepEqual(await answer.json(), { rejected: 0, reason: "" });
  }
});
after(() => served.stop());

const report = async (query: string): Promise<Report> =>
  (await (await fetch(`${served.url}/api/report?${query}`)).json()) as Report;

test("its rates are those of `undertone report` over the same events", async () => {
  const { total, groups, outcomes } = await report("by=variant");
  const summaries = sent.filter((event) => "final" in event);
  const native = JSON.parse(command(linesOf(summaries), "report", "--json", "-"));
  for (const rate of total.rates) {
    const { numerator, denominator } = native.rates[rate.name] as CommandRate;
    assert.deepEqual(
      [rate.name, rate.numerator, rate.denominator],
      [rate.name, numerator, denominator],
    );
  }
  assert.equal(total.conversations, summaries.length);
  assert.ok(Object.keys(outcomes).length > 3);
  const sum = groups.reduce((all, { conversations }) => all + conversations, 0);
  assert.deepEqual([groups.map(({ value }) => value), sum], [["A", "B"], summaries.length]);
});

test("it tells conversations apart by what the user came for", async () => {
  const { total, groups } = await report("by=topic");
  const values = groups.map(({ value }) => value).sort();
  assert.deepEqual(values, ["", "1", "2"]);
  const sum = groups.reduce((all, { conversations }) => all + conversations, 0);
  assert.equal(sum, total.conversations);
  assert.ok((await report("by=theme")).groups.length > 1);
});

test("it finds the one number that is missing", async () => {
  const { delivery } = await report("");
  assert.deepEqual([delivery.sessions, delivery.sent - delivery.received], [1, 1]);
});

test("nothing of another app or an earlier time is counted", async () => {
  assert.equal((await report("app=other")).total.conversations, 0);
  assert.equal((await report(`since=${kNowMs + 1000}`)).total.conversations, 0);
});

for (const name of engineNames) {
  describe(name, () => {
    let browser: Browser;
    let page: Page;
    before(async () => {
      browser = await launch(name);
      page = await browser.newPage();
      await page.goto(`${served.url}/dashboard`);
    });
    after(() => browser?.close());

    test("the page shows them, and both variants", async () => {
      await waitFor(
        page,
        { what: "rates" },
        () => document.querySelector("[data-group=B]") !== null,
      );
      const { total } = await report("by=variant");
      const resolution = total.rates.find((rate) => rate.name === "resolution");
      const shown = await page.evaluate(() => ({
        resolution: document.querySelector(".headline [data-rate=resolution] small")?.textContent,
        rows: document.querySelectorAll("#queue tbody tr").length,
        groups: document.querySelectorAll("[data-group]").length,
      }));
      assert.match(
        shown.resolution ?? "",
        new RegExp(`^${resolution?.numerator} / ${resolution?.denominator} engaged`),
      );
      assert.deepEqual([shown.rows, shown.groups], [20, 2]);
    });
  });
}
