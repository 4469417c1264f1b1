// `inspect` answers at once after `inspector()`, in three browsers, with the core as it is shipped:
// as WebAssembly, and as JavaScript where the page forbids that. Nothing is sent by it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import type { Browser } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { cdnScripts, withTag } from "./engine_kit.ts";

interface Inspected {
  inspector(): Promise<((text: string) => unknown[]) | undefined>;
  inspect(text: string): unknown;
}
declare const undertone: Inspected;

const dist = new URL("../../tag/dist/", import.meta.url);
const built = ["undertone-inspector.js", "undertone-inspector-js.js"];

/** The policy, and what the CDN lacks, so that only the other script can have answered. */
const rows = {
  "no policy": { missing: /inspector-js/ },
  "a policy without wasm-unsafe-eval": {
    csp: "script-src 'unsafe-inline' CDN; worker-src blob:; connect-src COLLECTOR",
  },
};

for (const name of engineNames) {
  describe(`the inspector in ${name}`, () => {
    let browser: Browser;
    let scripts: Record<string, string>;
    before(async () => {
      browser = await launch(name);
      scripts = await cdnScripts();
      for (const file of built) scripts[`/${file}`] = await readFile(new URL(file, dist), "utf8");
    });
    after(() => browser?.close());

    for (const [row, given] of Object.entries(rows)) {
      it(`tells personal data at once: ${row}`, () =>
        withTag(browser, scripts, given, async ({ page, collector }) => {
          const told = await page.evaluate(async () => {
            const early = await undertone.inspect("text");
            const inspect = await undertone.inspector();
            const text = "my card is 4111 1111 1111 1111";
            return [Array.isArray(early), inspect?.(text), undertone.inspect(text)];
          });
          const card = { begin: 11, end: 30, type: "CREDIT_CARD", score: 1 };
          assert.deepEqual(told, [true, [card], [card]]);
          for (const { event } of collector.received.values()) {
            assert.doesNotMatch(JSON.stringify(event), /4111/);
          }
        }));
    }

    it("is nothing where no engine can be loaded", () =>
      withTag(browser, scripts, { missing: /inspector/ }, async ({ page }) => {
        assert.equal(await page.evaluate(async () => (await undertone.inspector()) ?? 0), 0);
      }));
  });
}
