// How a case of the fault matrix runs: a page, a collector that misbehaves, and the balance at the end.
import type { Server } from "node:http";
import { after, before, describe, it } from "node:test";
import puppeteer, { type Browser } from "puppeteer-core";
import type { Fault } from "../support/faulty_collector.ts";
import { FaultPage, pause, startSite } from "./fault_page.ts";

export const accept: Fault = { type: "accept" };
export const status = (code: number, headers?: Record<string, string>): Fault => ({
  type: "status",
  status: code,
  ...(headers && { headers }),
});

/** The given faults, one after the other, then all is well. */
export const first =
  (...faults: Fault[]) =>
  (index: number): Fault =>
    faults[index] ?? accept;

export const times = (count: number, fault: Fault): Fault[] =>
  Array.from({ length: count }, () => fault);

export type Case = (page: FaultPage) => Promise<void>;

/** Opens, sends 45 messages in two goes under the fault, and wants the balance. */
export const under =
  (fault: (index: number) => Fault, options: Parameters<FaultPage["open"]>[0] = {}): Case =>
  async (page) => {
    page.collector.fault = fault;
    await page.open(options);
    await page.say(40);
    await pause(300);
    await page.say(5);
    await page.expectBalance();
  };

/** Source of a function that runs in the page: its clock jumps after 100 ms. */
export const clockJump = (ms: number) => `() => {
  const now = Date.now;
  setTimeout(() => { Date.now = () => now() + ${ms}; }, 100);
}`;

/** Cases mostly wait: several at a time, each in a browser context of its own. */
export function describeFaults(title: string, cases: Record<string, Case>): void {
  describe(title, { concurrency: 5 }, () => {
    let browser: Browser;
    let site: { server: Server; origin: string };
    before(async () => {
      const options = { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] };
      browser = await puppeteer.launch(options);
      site = await startSite();
    });
    after(async () => {
      await browser.close();
      site.server.close();
    });
    for (const [name, run] of Object.entries(cases)) {
      it(name, { timeout: 120_000 }, async () => {
        const page = new FaultPage(browser, site.origin);
        try {
          await run(page);
        } finally {
          await page.close();
        }
      });
    }
  });
}
