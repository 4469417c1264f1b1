// The fault matrix, consent and privacy signals: what may not be sent is not, and is counted.
import assert from "node:assert/strict";
import { until } from "../support/browsers/browser.ts";
import { accept, type Case, describeFaults, status } from "./fault_kit.ts";
import { pause } from "./fault_page.ts";

const cases: Record<string, Case> = {
  "consent comes later": async (page) => {
    await page.open({ consent: "pending" });
    await page.say(10);
    await pause(500);
    assert.equal(page.collector.requests, 0);
    // The summaries so far become one.
    page.sent.clear();
    await page.setConsent("granted");
    await page.expectBalance();
    assert.ok(page.collector.received.size >= 11);
  },

  "consent is taken back while events wait, and given again": async (page) => {
    page.collector.fault = () => status(503);
    await page.open();
    await page.say(10);
    await page.flush();
    await pause(100);
    await page.say(5);
    await page.setConsent("denied");
    await page.say(5);
    await pause(500);
    const { requests } = page.collector;
    const stored = await page.page.evaluate(() => Object.keys(localStorage).join());
    assert.equal(stored, "");
    await pause(1500);
    assert.equal(page.collector.requests, requests);
    page.collector.fault = () => accept;
    await page.setConsent("granted");
    await page.say(2);
    await page.flush();
    // After five failures the collector is asked once a minute.
    await until(() => (page.collector.reported.no_consent ?? 0) >= 15, {
      what: "the count",
      timeoutMs: 90_000,
    });
  },

  "Global Privacy Control, and a site that takes it for a no": async (page) => {
    const signal = `() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { value: true })`;
    await page.open({ before: signal, privacySignals: "deny" });
    await page.say(20);
    await pause(500);
    assert.equal(page.collector.requests, 0);
    assert.equal(await page.page.evaluate(() => Object.keys(localStorage).length), 0);
  },

  "Global Privacy Control: signals, but no visitor": async (page) => {
    const signal = `() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { value: true })`;
    await page.open({ before: signal, visitor: true });
    await page.say(20);
    await page.expectBalance();
    assert.equal(await page.page.evaluate(() => localStorage["undertone:visitor"]), undefined);
  },
};

describeFaults("delivery under consent", cases);
