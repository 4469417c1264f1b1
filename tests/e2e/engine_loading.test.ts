// How the engine gets into a page when something of it is not there, and what becomes of the turns of
// an engine that fails. Policies: csp.test.ts.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Browser, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import {
  type Case,
  cdnScripts,
  engineOf,
  expectEngine,
  type Opened,
  withTag,
} from "./engine_kit.ts";

const cases: Record<string, Case & { engine: string }> = {
  "the engine is not on the CDN": { missing: /engine/, engine: "none" },
  "only the JavaScript engine is on the CDN": { missing: /simd|scalar/, engine: "js" },
  "the model is not on the CDN": { missing: /model/, engine: "wasm_simd" },
  "data-engine=none": { attributes: 'data-engine="none"', engine: "none" },
};

declare const undertone: { user(text: string): void };

describe("the engine gets into the page", { concurrency: 4 }, () => {
  let browser: Browser;
  let scripts: Record<string, string>;
  before(async () => {
    browser = await launch("chromium");
    scripts = await cdnScripts();
  });
  after(() => browser?.close());

  for (const [name, { engine, ...given }] of Object.entries(cases)) {
    it(`${name}: ${engine}`, () =>
      withTag(browser, scripts, given, (opened) => expectEngine(opened, engine)));
  }

  /** Runs `run` once the engine scores. */
  const withEngine = (run: (opened: Opened) => Promise<void>) =>
    withTag(browser, scripts, {}, async (opened) => {
      await until(async () => (await engineOf(opened, "hello")).includes("wasm_simd"), {
        what: "the engine",
      });
      await run(opened);
    });

  it("a worker that dies: its turn and all later ones are told unscored", async () => {
    await withEngine(async (opened) => {
      assert.ok((await engineOf(opened, "die")).includes("none"));
      assert.deepEqual(new Set(await engineOf(opened, "again")), new Set(["none"]));
    });
  });

  it("a turn that the engine refuses is told unscored, the next one scored", async () => {
    await withEngine(async (opened) => {
      assert.ok((await engineOf(opened, "refuse")).includes("none"));
      assert.deepEqual(await engineOf(opened, "hello"), ["wasm_simd"]);
    });
  });

  it("a turn that is still with the engine when the page closes is told unscored", async () => {
    await withEngine(async ({ page, collector }) => {
      await page.evaluate(() => undertone.user("hang"));
      const before = collector.received.size;
      await page.goto("about:blank");
      await until(
        () =>
          [...collector.received.values()]
            .slice(before)
            .some(({ event }) => event.kind === "user_message"),
        { what: "the unscored message" },
      );
    });
  });
});
