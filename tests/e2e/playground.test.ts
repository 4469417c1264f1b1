// The playground: it loads in every engine, and each scenario ends where SIGNALS says it does.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { scenarios } from "../../demo/playground/bot/scenarios.ts";
import { type Served, serve } from "../../demo/server/serve.ts";
import { type Browser, type Page, until, waitFor } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { repository } from "../support/repository.ts";

let served: Served;
before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
});
after(() => served.stop());

/** Moments that a scenario is there to show. */
const shown: Readonly<Record<string, readonly string[]>> = {
  "goes-well": [],
  misunderstands: ["frustration_spike", "risk"],
  loops: ["loop"],
  recovers: ["recovery"],
  "hands-over": ["escalation_request", "risk"],
};

interface Shown {
  turns: number;
  waiting: number;
  outcome: string | undefined;
  moments: string[];
  leaked: string;
}

const look = (page: Page): Promise<Shown> =>
  page.evaluate(() => ({
    turns: document.querySelectorAll("[data-turn]").length,
    waiting: document.querySelectorAll(".waiting").length,
    outcome: document.querySelector<HTMLElement>("[data-outcome]")?.dataset.outcome,
    moments: [...document.querySelectorAll<HTMLElement>("[data-moment]")].map(
      (one) => `${one.dataset.moment}`,
    ),
    leaked: document.querySelector("[data-leaked]")?.textContent ?? "",
  }));

for (const name of engineNames) {
  describe(name, () => {
    let browser: Browser;
    let page: Page;
    before(async () => {
      browser = await launch(name);
      page = await browser.newPage();
      await page.goto(`${served.url}/?speed=instant`);
    });
    after(() => browser?.close());

    // One engine plays all; the others show that the page and its policy work there too.
    const played = scenarios.filter(({ id }) => name === "chromium" || id === "recovers");
    for (const { id, outcome, lines } of played) {
      test(`${id} ends as ${outcome}`, async () => {
        const turns = lines.filter(({ role }) => role !== "handoff").length;
        await page.click(`[data-scenario="${id}"]`);
        let seen: Shown | undefined;
        await until(
          async () => {
            seen = await look(page);
            return seen.turns === turns && seen.waiting === 0 && seen.outcome === outcome;
          },
          { what: `${turns} turns and ${outcome}` },
        ).catch((error) => {
          throw new Error(`${error.message}; the page shows ${JSON.stringify(seen)}`);
        });
        for (const moment of shown[id] ?? [])
          assert.ok(seen?.moments.includes(moment), `${moment} in ${seen?.moments}`);
        assert.match(`${seen?.leaked}`, /^None of it left/);
      });
    }

    test("what left is listed, and what arrived", async () => {
      const sent = await waitFor(
        page,
        { what: "a request in the inspector" },
        () =>
          document.querySelector(".requests .status.good") &&
          document.querySelector(".code")?.textContent,
      );
      assert.match(sent, /chat\.\w+/);
      await waitFor(
        page,
        { what: "rows" },
        () => document.querySelectorAll(".rows tbody .user_message").length > 0,
      );
    });

    test("what a visitor types is answered and scored", async () => {
      const before = (await look(page)).turns;
      await page.click("#composer");
      await page.type("Where is my order?");
      await page.press("Enter");
      await until(async () => (await look(page)).turns === before + 2, { what: "an answer" });
      const text = await page.evaluate(
        () => document.querySelector("[data-turn]:last-child .quote")?.textContent,
      );
      assert.match(`${text}`, /parcel|order/i);
    });

    test("nothing on the page breaks its policy or throws", async () => {
      assert.deepEqual(
        await page.evaluate(() => (window as unknown as { problems?: string[] }).problems ?? []),
        [],
      );
    });
  });
}
