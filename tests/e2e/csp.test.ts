// Every way a site may forbid things, in three browsers: with the policy that the README gives, the
// engine runs; with less, the tag does what is left. Scripts come from another origin.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { Browser } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { type Case, cdnScripts, expectEngine, withTag } from "./engine_kit.ts";

interface Row extends Case {
  /** what scores with the tag's own worker, and with one that the site hosts */
  engine: "wasm_simd" | "js" | "none";
  hosted: "wasm_simd" | "js" | "none";
}

const strict = "script-src 'nonce-n0nce' 'strict-dynamic'";
const allowed = "script-src 'self' 'unsafe-inline' CDN";
const last = "object-src 'none'; base-uri 'none'";

const rows: Record<string, Row> = {
  "no policy": { engine: "wasm_simd", hosted: "wasm_simd" },
  "an allow-list without worker-src": {
    csp: `default-src 'self'; ${allowed} 'wasm-unsafe-eval'; connect-src COLLECTOR`,
    engine: "none",
    hosted: "wasm_simd",
  },
  "an allow-list with blob workers": {
    csp: `default-src 'self'; ${allowed} 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src COLLECTOR`,
    engine: "wasm_simd",
    hosted: "wasm_simd",
  },
  "nonce and strict-dynamic": {
    csp: `${strict}; worker-src 'self' blob:; ${last}`,
    engine: "js",
    hosted: "wasm_simd",
  },
  "nonce, strict-dynamic and wasm-unsafe-eval": {
    csp: `${strict} 'wasm-unsafe-eval'; worker-src 'self' blob:; ${last}`,
    engine: "wasm_simd",
    hosted: "wasm_simd",
  },
  "Trusted Types with the policy undertone": {
    csp: `${strict} 'wasm-unsafe-eval'; worker-src 'self' blob:; require-trusted-types-for 'script'; trusted-types undertone`,
    engine: "wasm_simd",
    hosted: "wasm_simd",
  },
  "workers of the own origin": { csp: "worker-src 'self'", engine: "none", hosted: "wasm_simd" },
  "connect-src without the CDN": {
    csp: "connect-src COLLECTOR",
    engine: "wasm_simd",
    hosted: "wasm_simd",
  },
  "blob workers without wasm-unsafe-eval": {
    csp: `${allowed}; worker-src 'self' blob:`,
    engine: "js",
    hosted: "wasm_simd",
  },
};

for (const name of engineNames) {
  describe(`policies in ${name}`, { concurrency: name === "chromium" ? 4 : 1 }, () => {
    let browser: Browser;
    let scripts: Record<string, string>;
    before(async () => {
      browser = await launch(name);
      scripts = await cdnScripts();
    });
    after(() => browser?.close());

    for (const [row, { engine, hosted, ...given }] of Object.entries(rows)) {
      it(`${row}: ${engine}`, () =>
        withTag(browser, scripts, given, (opened) => expectEngine(opened, engine)));
      it(`${row}, worker self-hosted: ${hosted}`, () => {
        const attributes = 'data-worker-url="/worker.js"';
        return withTag(browser, scripts, { ...given, attributes }, (opened) =>
          expectEngine(opened, hosted),
        );
      });
    }

    it("Trusted Types without the policy: the tag goes on without an engine", () => {
      const csp = "require-trusted-types-for 'script'; trusted-types other";
      return withTag(browser, scripts, { csp }, async (opened) => {
        const isKnown = await opened.page.evaluate(() => "trustedTypes" in window);
        await expectEngine(opened, isKnown ? "none" : "wasm_simd");
      });
    });

    it("integrity: the script with its hash runs", async () => {
      const digest = createHash("sha384").update(`${scripts["/undertone.js"]}`);
      const attributes = `crossorigin="anonymous" integrity="sha384-${digest.digest("base64")}"`;
      await withTag(browser, scripts, { attributes }, (opened) =>
        expectEngine(opened, "wasm_simd"),
      );
    });

    it("integrity: a script that was changed does not", async () => {
      const digest = createHash("sha384").update("another").digest("base64");
      const attributes = `crossorigin="anonymous" integrity="sha384-${digest}"`;
      const opening = withTag(browser, scripts, { attributes, patienceMs: 1500 }, async () => {});
      await assert.rejects(opening, /for the tag/);
    });
  });
}
