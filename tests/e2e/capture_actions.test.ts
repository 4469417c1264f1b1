// What the user does with the answers of an unmarked chat.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Browser, type Page, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import {
  actions,
  focus,
  pause,
  say,
  startCaptureSite,
  turns,
  untilCaught,
  withPage,
} from "../support/capture/page.ts";
import type { Site } from "../support/site.ts";

let browser: Browser;
let site: Site;

before(async () => {
  site = await startCaptureSite();
  browser = await launch("chromium");
});
after(async () => {
  await browser?.close();
  await site.stop();
});

describe("what the user does is caught", () => {
  const withAnswer = (run: (page: Page) => Promise<void>) =>
    withPage(browser, `${site.url}/watched`, async (page) => {
      await page.evaluate(() => {
        window.makeChat({ placeholder: "Ask something" });
        window.answers.hello = "Hello, look here for more.";
      });
      await say(page, "hello");
      await untilCaught(page, 2);
      await run(page);
    });

  const buttons: Record<string, string> = {
    thumbs_up: `<button aria-label="Good response"></button>`,
    thumbs_down: `<button title="Thumbs down"><svg></svg></button>`,
    copied: `<button aria-label="Copy"></button>`,
    regenerated: `<button aria-label="Regenerate response"></button>`,
    clicked_link: `<a href="#more">more</a>`,
  };
  for (const [action, html] of Object.entries(buttons)) {
    it(action, async () => {
      await withAnswer(async (page) => {
        await page.evaluate((given) => {
          const row = window.chats[0]?.list.lastElementChild;
          row?.insertAdjacentHTML("beforeend", given);
          (row?.lastElementChild as HTMLElement).click();
        }, html);
        assert.ok((await actions(page)).includes(action));
      });
    });
  }

  it("another answer after it was asked for again, without another question", async () => {
    await withAnswer(async (page) => {
      await page.evaluate(() => {
        const row = window.chats[0]?.list.lastElementChild as HTMLElement;
        row.insertAdjacentHTML("beforeend", `<button aria-label="Regenerate"></button>`);
        (row.lastElementChild as HTMLElement).click();
        row.textContent = "Another answer, made anew.";
      });
      assert.deepEqual((await untilCaught(page, 3)).slice(2), ["Another answer, made anew."]);
    });
  });

  it("rage", async () => {
    await withAnswer(async (page) => {
      await page.evaluate(() => {
        const row = window.chats[0]?.list.lastElementChild as HTMLElement;
        for (let count = 0; count < 6; ++count) row.click();
      });
      assert.deepEqual(
        (await actions(page)).filter((action) => action === "rage_click"),
        ["rage_click"],
      );
    });
  });

  it("stopping an answer, told about this one", async () => {
    await withAnswer(async (page) => {
      await page.evaluate(() => {
        window.answers.more = "word ".repeat(200).trim();
      });
      await say(page, "more");
      await pause(500);
      await page.evaluate(() => {
        const stop = document.createElement("button");
        stop.setAttribute("aria-label", "Stop generating");
        window.chats[0]?.panel.append(stop);
        stop.click();
        stop.remove();
      });
      await until(async () => (await actions(page)).includes("stopped"), { what: "the stop" });
      const stopped = (await turns(page)).find(({ action }) => action === "stopped");
      assert.equal(stopped?.turnIndex, 3);
    });
  });

  it("closing and opening the widget", async () => {
    await withAnswer(async (page) => {
      // What is told after the widget was found in sight; a page in the background is looked at late.
      await pause(1000);
      for (const [display, action] of [
        ["none", "widget_closed"],
        ["", "widget_opened"],
      ] as const) {
        await page.evaluate((given) => {
          (window.chats[0] as { panel: HTMLElement }).panel.style.display = given;
        }, display);
        await until(async () => (await actions(page)).includes(action), { what: action });
      }
    });
  });

  it("reading, while the answer can be seen", async () => {
    await withAnswer(async (page) => {
      await until(async () => (await actions(page)).includes("read"), { what: "a reading" });
      const read = (await turns(page)).find(({ action }) => action === "read");
      assert.equal(read?.turnIndex, 1);
    });
  });

  it("a draft that is never sent", async () => {
    await withAnswer(async (page) => {
      await focus(page);
      await page.type("but what if");
      await page.evaluate(() => window.lab.leave());
      const draft = (await turns(page)).find(({ action }) => action === "draft_abandoned");
      assert.equal((draft as { value?: number } | undefined)?.value, "but what if".length);
    });
  });
});
