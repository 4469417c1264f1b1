// Cases that have to hold in every engine: one browser of each at the same time, a page for each case.
import { after, before, describe, it } from "node:test";
import type { Browser, EngineName, Page } from "./browser.ts";
import { engineNames, launch } from "./launch.ts";

/** What a case does with its page; it is closed afterwards, also if that fails. */
export type Case = (page: Page, name: EngineName) => Promise<void>;

export function inEachEngine(
  title: string,
  timeoutMs: number,
  cases: Readonly<Record<string, Case>>,
): void {
  describe(title, { concurrency: engineNames.length }, () => {
    for (const name of engineNames) {
      describe(name, () => {
        let browser: Browser;
        before(async () => {
          browser = await launch(name);
        });
        after(() => browser.close());
        for (const [what, play] of Object.entries(cases)) {
          it(what, { timeout: timeoutMs }, async () => {
            const page = await browser.newPage();
            try {
              await play(page, name);
            } finally {
              await page.close();
            }
          });
        }
      });
    }
  });
}
