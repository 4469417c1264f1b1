// What happens to pages and people while they chat: routes change, tabs go to the back, an input
// method composes, two chats answer at once. Each turn comes once and whole all the same.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Page, until, waitFor } from "../support/browsers/browser.ts";
import {
  actions,
  captureSite,
  focus,
  pause,
  say,
  texts,
  untilCaught,
} from "../support/capture/page.ts";

describe("a chat goes on", { concurrency: 4 }, () => {
  const { onPage } = captureSite();

  const watched = (run: (page: Page) => Promise<void>) => () => onPage("/watched", run);

  it(
    "when the route changes around it",
    watched(async (page) => {
      await page.evaluate(() => {
        document.body.insertAdjacentHTML("beforeend", "<main><h1>Home</h1></main>");
        window.makeChat();
      });
      await say(page, "hello");
      await untilCaught(page, 2);
      await page.evaluate(() => {
        history.pushState({}, "", "/orders");
        const view = document.querySelector("main") as HTMLElement;
        view.innerHTML = "<h1>Orders</h1><input placeholder='Filter'><p>hello</p>";
      });
      await say(page, "again");
      assert.deepEqual((await untilCaught(page, 4)).slice(2), ["> again", "You said again."]);
    }),
  );

  it(
    "when the view it is in is made anew while it answers",
    watched(async (page) => {
      await page.evaluate(() => {
        document.body.insertAdjacentHTML("beforeend", "<main id='view'></main>");
        window.makeChat({ into: "#view" });
        window.answers.hello = Array.from({ length: 60 }, (_, at) => `word${at}`).join(" ");
      });
      await say(page, "hello");
      await waitFor(page, { what: "a part of the answer" }, () =>
        document.body.textContent?.includes("word5 "),
      );
      // The router throws the view away; the chat comes back from the page's state and goes on.
      await page.evaluate(() => {
        const view = document.querySelector("#view") as HTMLElement;
        const list = window.chats[0]?.list as HTMLElement;
        const rows = [...list.children].map((row) => row.textContent ?? "");
        history.pushState({}, "", "/elsewhere");
        view.replaceChildren();
        const { list: next } = window.makeChat({ into: "#view", history: rows });
        const shown = next.lastElementChild as HTMLElement;
        const timer = setInterval(() => {
          shown.textContent = list.lastElementChild?.textContent ?? "";
          if (shown.textContent.includes("word59")) clearInterval(timer);
        }, 20);
      });
      const [question, answer] = await untilCaught(page, 2);
      assert.equal(question, "> hello");
      assert.match(answer ?? "", /^word0 .* word59$/);
      await say(page, "again", 1);
      assert.deepEqual((await untilCaught(page, 4)).slice(2), ["> again", "You said again."]);
    }),
  );

  it(
    "beside another that answers at the same time",
    watched(async (page) => {
      const long = (word: string): string =>
        Array.from({ length: 50 }, (_, at) => `${word}${at}`).join(" ");
      const [slow, quick] = [long("slow"), long("quick")];
      await page.evaluate(
        (first, second) => {
          document.body.insertAdjacentHTML("beforeend", "<div id='a'></div><div id='b'></div>");
          window.makeChat({ into: "#a" });
          window.makeChat({ into: "#b", isNamed: false, placeholder: "Ask" });
          window.answers.one = first;
          window.answers.two = second;
        },
        slow,
        quick,
      );
      await say(page, "one", 0);
      await say(page, "two", 1);
      const caught = await untilCaught(page, 4);
      assert.deepEqual(caught.slice(0, 2), ["> one", "> two"]);
      assert.deepEqual(caught.slice(2).sort(), [quick, slow]);
    }),
  );

  it(
    "in a tab that is left while it answers",
    watched(async (page) => {
      await page.evaluate(() => {
        window.makeChat();
        window.answers.hello = Array.from({ length: 40 }, (_, at) => `word${at}`).join(" ");
      });
      await say(page, "hello");
      await waitFor(page, { what: "a part of the answer" }, () =>
        document.body.textContent?.includes("word5 "),
      );
      await page.evaluate(() => {
        let state = "hidden";
        Object.defineProperty(document, "visibilityState", { get: () => state });
        const turn = (next: string) => {
          state = next;
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        };
        // What the browser does to a page in the background: timers are late, frames never come.
        window.requestAnimationFrame = () => 0;
        turn("hidden");
        setTimeout(() => turn("visible"), 700);
      });
      const [, answer] = await untilCaught(page, 2);
      assert.match(answer ?? "", /^word0 .* word39$/);
      await until(async () => (await actions(page)).includes("left_waiting"), { what: "leaving" });
    }),
  );

  // Engines differ in what comes first: the end of the composition, or the key that ends it.
  for (const order of ["key first", "end first"]) {
    it(
      `with a text that an input method composes, ${order}`,
      watched(async (page) => {
        const text = "\u6ce8\u6587\u306f\u3069\u3053\u3067\u3059\u304b";
        await page.evaluate(() => void window.makeChat({ placeholder: "Ask" }));
        await focus(page);
        await page.evaluate(
          (whole, isKeyFirst) => {
            const { field } = window.chats[0] as { field: HTMLTextAreaElement };
            const type = (value: string, inputType: string, isComposing: boolean) => {
              field.value = value;
              field.dispatchEvent(
                new InputEvent("input", { bubbles: true, inputType, isComposing }),
              );
            };
            const tell = (name: string, data: string) =>
              field.dispatchEvent(new CompositionEvent(name, { bubbles: true, data }));
            const enter = (isComposing: boolean) =>
              field.dispatchEvent(
                new KeyboardEvent("keydown", {
                  key: isComposing ? "Process" : "Enter",
                  keyCode: 229,
                  isComposing,
                  bubbles: true,
                  composed: true,
                } as KeyboardEventInit),
              );
            // The widget looks at `isComposing` only: it must not send here, and neither must we think so.
            field.addEventListener(
              "keydown",
              (event) => event.keyCode === 229 && event.stopImmediatePropagation(),
              { capture: true },
            );
            tell("compositionstart", "");
            for (const part of ["c", "ch", "chu", whole]) {
              tell("compositionupdate", part);
              type(part, "insertCompositionText", true);
            }
            if (isKeyFirst) enter(true);
            tell("compositionend", whole);
            if (!isKeyFirst) enter(false);
          },
          text,
          order === "key first",
        );
        await pause(400);
        assert.deepEqual(await texts(page), []);
        await page.press("Enter");
        assert.deepEqual(await untilCaught(page, 2), [`> ${text}`, `You said ${text}.`]);
      }),
    );
  }

  it(
    "in a page that is written from right to left, with marks around the text",
    watched(async (page) => {
      const text = "\u05d0\u05d9\u05e4\u05d4 \u05d4\u05d4\u05d6\u05de\u05e0\u05d4 4711?";
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
        const { add, list } = window.makeChat();
        new MutationObserver(([record]) => {
          const row = record?.addedNodes[0] as HTMLElement | undefined;
          // As frameworks isolate what comes from a user.
          if (row?.className === "message user")
            row.textContent = `\u2068${row.textContent}\u2069\u200f`;
        }).observe(list, { childList: true });
        return add("bot", "\u05e9\u05dc\u05d5\u05dd").textContent;
      });
      await say(page, text);
      assert.deepEqual(await untilCaught(page, 2), [`> ${text}`, `You said ${text}.`]);
    }),
  );

  it("when the tag comes between a question and its answer: with the next", () =>
    onPage("/late", async (page) => {
      await page.evaluate(() => {
        window.makeChat();
        window.answers.hello = Array.from({ length: 30 }, (_, at) => `word${at}`).join(" ");
      });
      await say(page, "hello");
      await waitFor(page, { what: "a part of the answer" }, () =>
        document.body.textContent?.includes("word2 "),
      );
      await page.evaluate(() => (window as unknown as { startCapture(): void }).startCapture());
      await waitFor(page, { what: "the answer" }, () =>
        document.body.textContent?.includes("word29"),
      );
      await say(page, "again");
      assert.deepEqual(await untilCaught(page, 2), ["> again", "You said again."]);
    }));

  it("after the page was in the back/forward cache", async () => {
    await onPage("/watched", async (page) => {
      await page.evaluate(() => {
        window.makeChat();
        addEventListener("pageshow", ({ persisted }) => {
          document.documentElement.dataset.isBack = String(persisted);
        });
      });
      await say(page, "hello");
      await untilCaught(page, 2);
      await page.goto(await page.evaluate(() => `${location.origin}/elsewhere`));
      await page.evaluate(() => history.back()).catch(() => undefined);
      await waitFor(
        page,
        { what: "the page to come back" },
        () => document.documentElement.dataset.isBack === "true",
      );
      await say(page, "again");
      assert.deepEqual((await untilCaught(page, 4)).slice(2), ["> again", "You said again."]);
    });
  });
});

describe("where motion is reduced", () => {
  const { onPage } = captureSite({ reducedMotion: true });

  it("an answer with a pause is held open without an animation", () =>
    onPage("/watched", async (page) => {
      const isReduced = await page.evaluate(() => {
        const { list, field, add } = window.makeChat();
        const style = document.createElement("style");
        style.textContent = `@keyframes blink { to { opacity: 0 } }
            @media (prefers-reduced-motion: no-preference) { .dots { animation: blink 1s infinite } }`;
        document.head.append(style);
        field.addEventListener(
          "keydown",
          (event) => {
            if (event.key !== "Enter" || !field.value) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            add("user", field.value);
            field.value = "";
            const row = add("bot", "The first half,");
            row.setAttribute("aria-busy", "true");
            list.insertAdjacentHTML("beforeend", `<div class="dots">\u2026</div>`);
            setTimeout(() => {
              row.textContent += " and the second half.";
              row.removeAttribute("aria-busy");
              list.querySelector(".dots")?.remove();
            }, 3000);
          },
          true,
        );
        return matchMedia("(prefers-reduced-motion: reduce)").matches;
      });
      assert.ok(isReduced);
      await say(page, "hello");
      assert.deepEqual(await untilCaught(page, 2), [
        "> hello",
        "The first half, and the second half.",
      ]);
    }));
});
