// The fault matrix, between page and collector: refused, offline, forbidden, cut, left alone.
import assert from "node:assert/strict";
import { accept, type Case, describeFaults, first, status } from "./fault_kit.ts";
import { pause } from "./fault_page.ts";

const cases: Record<string, Case> = {
  "partial success is counted, not tried again": async (page) => {
    page.collector.fault = first({ type: "partial", count: 5 });
    await page.open({}, "otlp");
    await page.say(45);
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, { rejected: 5 });
  },

  "connections are refused for a while": async (page) => {
    await page.open();
    await page.collector.stop();
    await page.say(30);
    await pause(800);
    await page.collector.start();
    await page.expectBalance();
  },

  "a collector without CORS, then with": async (page) => {
    page.collector.isClosedToOthers = true;
    await page.open();
    await page.say(30);
    await pause(600);
    page.collector.isClosedToOthers = false;
    await page.expectBalance();
  },

  "a preflight that forbids Content-Encoding": async (page) => {
    page.collector.allowedHeaders = "content-type";
    await page.open();
    await page.say(30);
    await page.expectBalance();
  },

  "offline, then online": async (page) => {
    await page.open();
    await page.page.setOfflineMode(true);
    await page.say(30);
    await pause(700);
    await page.page.setOfflineMode(false);
    await page.expectBalance();
  },

  "away while offline, back online": async (page) => {
    await page.open();
    await page.page.setOfflineMode(true);
    await page.say(30);
    await pause(500);
    await page.page.goto("about:blank");
    await page.page.setOfflineMode(false);
    await page.page.goBack();
    await page.expectBalance();
  },

  "a certificate that the browser refuses, then one that it takes": async (page) => {
    page.collector.isTls = true;
    await page.open();
    await page.say(30);
    await pause(800);
    assert.equal(page.collector.requests, 0);
    const session = await page.page.createCDPSession();
    await session.send("Security.setIgnoreCertificateErrors", { ignore: true });
    await page.say(5);
    await page.expectBalance();
    assert.deepEqual(page.collector.reported, {});
  },

  "a TLS error: another collector is not held up by it": async (page) => {
    const addBroken = `(options) => {
      const { url } = options.collector;
      options.collector = [options.collector, { url: url.replace("http:", "https:"), format: "ndjson" }];
    }`;
    await page.open({ before: addBroken });
    await page.say(30);
    await page.expectBalance();
  },

  "five failures in a row: the collector is left alone for a minute": async (page) => {
    page.collector.fault = () => status(503);
    await page.open();
    for (let i = 0; i < 12; ++i) {
      await page.say(1);
      await page.flush();
      await pause(250);
    }
    const { requests } = page.collector;
    assert.ok(requests >= 5, `${requests} requests`);
    await pause(3000);
    assert.equal(page.collector.requests, requests);
    page.collector.fault = () => accept;
    await page.expectBalance(75_000);
  },

  "every answer is partial": async (page) => {
    page.collector.fault = () => ({ type: "partial", count: 1 });
    await page.open({}, "otlp");
    await page.say(60);
    await page.flush();
    page.collector.fault = () => accept;
    await page.expectBalance();
    assert.ok((page.collector.reported.rejected ?? 0) >= 3);
  },

  "one of two collectors is dead": async (page) => {
    const addDead = `(options) => {
      options.collector = [options.collector, { url: "http://127.0.0.1:9/v1/logs" }];
    }`;
    await page.open({ before: addDead });
    await page.say(30);
    await page.expectBalance();
  },
};

describeFaults("delivery between page and collector", cases);
