// What the user does with the answers of an unmarked chat.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Page, until } from "../support/browsers/browser.ts";
import {
  actions,
  captureSite,
  focus,
  pause,
  say,
  turns,
  untilCaught,
} from "../support/capture/page.ts";

const { onPage } = captureSite();

describe("what the user does is caught", () => {
  const withAnswer = (run: (page: Page) => Promise<void>) =>
    onPage("/watched", async (page) => {
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

  it("copying with the keyboard, of a part of the answer", async () => {
    await withAnswer(async (page) => {
      await page.evaluate(() => {
        const row = window.chats[0]?.list.lastElementChild as HTMLElement;
        getSelection()?.selectAllChildren(row);
        document.execCommand("copy");
      });
      const copied = (await turns(page)).find(({ action }) => action === "copied");
      assert.equal(copied?.turnIndex, 1);
    });
  });

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

  /** Types, deletes and pastes as a browser tells it. */
  const edit = (page: Page, value: string, inputType: string) =>
    page.evaluate(
      (next, kind) => {
        const { field } = window.chats[0] as { field: HTMLTextAreaElement };
        if (kind === "insertFromPaste") {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", next.slice(field.value.length));
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }
        field.value = next;
        field.dispatchEvent(new InputEvent("input", { inputType: kind, bubbles: true }));
      },
      value,
      inputType,
    );

  it("how a question was typed: time, edits, what was pasted", async () => {
    await withAnswer(async (page) => {
      await focus(page);
      await page.type("helo");
      await edit(page, "hel", "deleteContentBackward");
      await page.type("lo ");
      await edit(page, "hello a long address \u{1f3e0}", "insertFromPaste");
      await page.press("Enter");
      await untilCaught(page, 4);
      const question = (await turns(page)).filter(({ role }) => role === "user")[1];
      const { text, edits, pasted, typingMs } = question as unknown as Record<string, number>;
      assert.deepEqual([text, edits, pasted], ["hello a long address \u{1f3e0}", 1, 16]);
      assert.ok((typingMs ?? 0) > 0);
    });
  });

  it("a draft that was taken away again", async () => {
    await withAnswer(async (page) => {
      await focus(page);
      await page.type("never mind");
      await edit(page, "", "deleteContentBackward");
      await page.evaluate(() => window.chats[0]?.field.blur());
      const draft = (await turns(page)).find(({ action }) => action === "draft_abandoned");
      assert.equal((draft as { value?: number } | undefined)?.value, "never mind".length);
    });
  });

  it("going back to what was said before, by hand", async () => {
    await withAnswer(async (page) => {
      const scroll = (to: number, isByHand: boolean) =>
        page.evaluate(
          async (top, isHand) => {
            const { list } = window.chats[0] as { list: HTMLElement };
            list.style.cssText = "height:200px;overflow:auto";
            for (let at = list.childElementCount; at < 60; ++at)
              list.append("line", document.createElement("br"));
            list.scrollTop = list.scrollHeight;
            await new Promise((done) => list.addEventListener("scrollend", done, { once: true }));
            if (isHand)
              list.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, bubbles: true }));
            const moved = new Promise((done) =>
              list.addEventListener("scroll", done, { once: true }),
            );
            list.scrollTop = top;
            await moved;
          },
          to,
          isByHand,
        );
      await pause(1100);
      await scroll(0, false);
      assert.ok(!(await actions(page)).includes("scrolled_back"));
      await scroll(0, true);
      await until(async () => (await actions(page)).includes("scrolled_back"), { what: "it" });
    });
  });
});
