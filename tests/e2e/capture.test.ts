// What the capture of unmarked chats does on pages of all shapes, and what it leaves alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import { type Browser, callSource, type Page, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { type ChatOptions, chatKit } from "../support/chat_kit.ts";
import { repository } from "../support/repository.ts";
import { type Site, startSite } from "../support/site.ts";
import "../support/widget_page.ts";
import { type Caught, record } from "./widgets/page_record.ts";

let browser: Browser;
let site: Site;

before(async () => {
  const capture = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
  const start = `${capture};${callSource(record, [])}`;
  const kit = callSource(chatKit, []);
  const page = (...scripts: string[]) =>
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${scripts.map((one) => `<script>${one}</script>`).join("")}`;
  site = await startSite({
    "/watched": page(start, kit),
    "/late": page(kit, `window.startCapture = () => { ${start} };`),
  });
  browser = await launch("chromium");
});
after(async () => {
  await browser?.close();
  await site.stop();
});

async function withPage(path: string, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(`${site.url}${path}`);
    await run(page);
    const errors = await page.evaluate(() => [...lab.errors, ...lab.pageErrors]);
    assert.deepEqual(errors, []);
  } finally {
    await page.close();
  }
}

declare const lab: Window["lab"];

const focus = (page: Page, chat = 0) =>
  page.evaluate((at) => window.chats[at]?.field.focus(), chat);

async function say(page: Page, text: string, chat = 0): Promise<void> {
  await focus(page, chat);
  await page.type(text);
  await page.press("Enter");
}

const turns = (page: Page): Promise<Caught[]> => page.evaluate(() => lab.turns);

/** Texts that were caught, users' with `>` before them. */
async function texts(page: Page): Promise<string[]> {
  const messages = (await turns(page)).filter(({ type }) => type === "message");
  return messages.map(({ role, text }) => `${role === "user" ? "> " : ""}${text}`);
}

const actions = async (page: Page): Promise<(string | undefined)[]> =>
  (await turns(page)).filter(({ type }) => type === "action").map(({ action }) => action);

async function untilCaught(page: Page, count: number): Promise<string[]> {
  await until(async () => (await texts(page)).length >= count, {
    what: `${count} messages`,
    timeoutMs: 8000,
  });
  return texts(page);
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe("a chat is caught", { concurrency: 4 }, () => {
  const shapes: Record<string, ChatOptions> = {
    "with names": {},
    "without any name": { isNamed: false },
    "with the newest message first": { isReversed: true },
    "in a shadow root": { inShadow: true },
    "in a frame of the same origin": { inFrame: true },
    "that shows the message late": { echoMs: 900 },
    "with a history": { history: ["hello", "Hello, how can I help?", "hello", "Once more?"] },
    "with a long history": { history: Array.from({ length: 10_000 }, (_, at) => `Message ${at}`) },
    "that keeps ten messages": {
      window: 10,
      history: Array.from({ length: 9 }, (_, at) => `m${at}`),
    },
  };
  for (const [name, options] of Object.entries(shapes)) {
    it(name, async () => {
      await withPage("/watched", async (page) => {
        await page.evaluate((given) => void window.makeChat(given), options);
        await say(page, "hello");
        assert.deepEqual(await untilCaught(page, 2), ["> hello", "You said hello."]);
        await say(page, "hello");
        assert.deepEqual((await untilCaught(page, 4)).slice(2), ["> hello", "You said hello."]);
      });
    });
  }

  for (const text of [
    "\u6ce8\u6587\u756a\u53f74711\u306f\u3069\u3053\u3067\u3059\u304b\uff1f",
    "\u0623\u064a\u0646 \u0637\u0644\u0628\u064a \u0631\u0642\u0645 4711\u061f",
    "\u{1f44d}",
    "1",
  ]) {
    it(`that is asked ${text}`, async () => {
      await withPage("/watched", async (page) => {
        await page.evaluate(() => void window.makeChat());
        await say(page, text);
        assert.deepEqual(await untilCaught(page, 2), [`> ${text}`, `You said ${text}.`]);
      });
    });
  }

  it("that is sent with its button, once", async () => {
    await withPage("/watched", async (page) => {
      await page.evaluate(() => void window.makeChat());
      await focus(page);
      await page.type("hello there");
      await page.click(".chat-send");
      await untilCaught(page, 2);
      await pause(1500);
      assert.deepEqual(await texts(page), ["> hello there", "You said hello there."]);
    });
  });

  it("where Enter only ends the word of an input method", async () => {
    await withPage("/watched", async (page) => {
      await page.evaluate(() => {
        const { field, add } = window.makeChat();
        field.focus();
        field.value = "nihon";
        field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        const enter = { key: "Enter", isComposing: true, bubbles: true, composed: true };
        field.dispatchEvent(new KeyboardEvent("keydown", enter));
        add("bot", "nihon");
      });
      await pause(500);
      assert.deepEqual(await texts(page), []);
    });
  });

  it("when the tag comes late: what is there is history", async () => {
    await withPage("/late", async (page) => {
      await page.evaluate(() => {
        window.makeChat({ history: ["hello", "Hello, how can I help?"] });
        (window as unknown as { startCapture(): void }).startCapture();
      });
      await say(page, "hello");
      assert.deepEqual(await untilCaught(page, 2), ["> hello", "You said hello."]);
    });
  });

  it("that is taken out and mounted again with its history", async () => {
    await withPage("/watched", async (page) => {
      await page.evaluate(() => void window.makeChat());
      await say(page, "hello");
      await untilCaught(page, 2);
      await page.evaluate(() => {
        const rows = [...(window.chats[0]?.list.children ?? [])].map(
          (row) => row.textContent ?? "",
        );
        window.chats[0]?.panel.remove();
        window.chats.length = 0;
        window.makeChat({ history: rows });
      });
      await pause(300);
      await say(page, "again");
      assert.deepEqual((await untilCaught(page, 4)).slice(2), ["> again", "You said again."]);
    });
  });

  it("beside another chat on the page", async () => {
    await withPage("/watched", async (page) => {
      await page.evaluate(() => {
        window.makeChat();
        window.makeChat();
      });
      await say(page, "first", 0);
      await untilCaught(page, 2);
      await say(page, "second", 1);
      assert.deepEqual((await untilCaught(page, 4)).slice(2), ["> second", "You said second."]);
    });
  });

  it("that scrolls old messages in and out without a turn", async () => {
    await withPage("/watched", async (page) => {
      await page.evaluate(() => void window.makeChat());
      await say(page, "hello");
      await untilCaught(page, 2);
      await page.evaluate(async () => {
        const { list } = window.chats[0] as { list: HTMLElement };
        for (let count = 0; count < 5; ++count) {
          const rows = [...list.children];
          list.replaceChildren();
          await new Promise((done) => setTimeout(done, 50));
          list.replaceChildren(...rows.map((row) => row.cloneNode(true)));
          await new Promise((done) => setTimeout(done, 50));
        }
      });
      await pause(2000);
      assert.deepEqual(await texts(page), ["> hello", "You said hello."]);
    });
  });
});

describe("no chat, no turn", { concurrency: 4 }, () => {
  /** A field whose text shows up elsewhere, as `show` decides. */
  const pages: Record<string, string> = {
    "a list of things to do": `<section class="todoapp"><h1>todos</h1><input class="new-todo" placeholder="What needs to be done?">
      <ul></ul><footer></footer></section><script>
      document.querySelector("input").onkeydown = ({ key, target }) => {
        if (key !== "Enter") return;
        document.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: target.value }));
        document.querySelector("footer").textContent = "1 item left";
        target.value = "";
      };</script>`,
    "a search with its results": `<form role="search"><input name="q" placeholder="Search"></form><main></main><script>
      document.querySelector("form").onsubmit = (event) => {
        event.preventDefault();
        document.querySelector("main").innerHTML = "<h2>" + document.querySelector("input").value + "</h2><p>Tent for two</p><p>Tent for three</p>";
      };</script>`,
    "comments below an article": `<article>Text</article><div class="comments"><ul></ul><textarea placeholder="Write a comment"></textarea></div><script>
      document.querySelector("textarea").onkeydown = (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        const row = document.createElement("li");
        row.innerHTML = "<p>" + event.target.value + "</p><small>just now</small>";
        document.querySelector("ul").append(row);
        event.target.value = "";
        setTimeout(() => document.body.append("Your comment was saved. Thank you!"), 200);
      };</script>`,
    "a preview while one types": `<textarea></textarea><div id="preview"></div><script>
      document.querySelector("textarea").oninput = ({ target }) => { document.querySelector("#preview").textContent = target.value; };</script>`,
  };
  for (const [name, html] of Object.entries(pages)) {
    it(name, async () => {
      await withPage("/watched", async (page) => {
        await page.evaluate((given) => {
          const range = document.createRange();
          document.body.append(range.createContextualFragment(given));
          document.querySelector<HTMLElement>("input,textarea")?.focus();
        }, html);
        await page.type("buy a tent");
        await page.press("Enter");
        await pause(3000);
        assert.deepEqual(await texts(page), []);
      });
    });
  }
});

describe("what the user does is caught", { concurrency: 4 }, () => {
  const withAnswer = (run: (page: Page) => Promise<void>) =>
    withPage("/watched", async (page) => {
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
      await pause(200);
      for (const display of ["none", ""]) {
        await page.evaluate((given) => {
          (window.chats[0] as { panel: HTMLElement }).panel.style.display = given;
        }, display);
        await pause(200);
      }
      const seen = (await actions(page)).filter((action) => /^widget_/.test(`${action}`));
      assert.deepEqual(seen, ["widget_closed", "widget_opened"]);
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
      await page.evaluate(() => lab.leave());
      const draft = (await turns(page)).find(({ action }) => action === "draft_abandoned");
      assert.equal((draft as { value?: number } | undefined)?.value, "but what if".length);
    });
  });
});

describe("the whole tag, loaded twice, on an unmarked chat", () => {
  let served: Served;
  let shop: Site;
  before(async () => {
    served = await serve({ root: repository, port: 0, database: ":memory:" });
    const tag = `<script src="${served.url}/tag/undertone.js" data-app="shop" data-format="otlp"
      data-collector="${served.url}/v1/logs"></script>`;
    shop = await startSite({
      "/": `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>
        <script>${callSource(chatKit, [])}</script>${tag}${tag}`,
    });
  });
  after(async () => {
    await shop.stop();
    await served.stop();
  });

  it("tells each turn once, with its times and what was read", async () => {
    const page = await browser.newPage();
    await page.goto(shop.url);
    await page.evaluate(() => {
      window.answers["where is my order?"] = "Your order is on its way to you.";
      window.makeChat();
    });
    await say(page, "where is my order?");
    const rows = (sql: string) => served.store.query(sql, []);
    const [answer] = await until(
      async () => {
        await page.evaluate(() => globalThis.undertone.push(["flush"]));
        const found = await rows("SELECT * FROM assistant_messages WHERE revision > 0");
        return found.length > 0 && found;
      },
      { what: "the answer and its reading", timeoutMs: 15_000 },
    );
    assert.ok(Number(answer?.first_token_ms) > 100 && Number(answer?.first_token_ms) < 600);
    assert.ok(Number(answer?.latency_ms) > Number(answer?.first_token_ms));
    assert.equal(Number(answer?.length_codepoints), "Your order is on its way to you.".length);
    assert.ok(Number(answer?.read_ms) >= 1500);
    const users = await rows("SELECT * FROM user_messages");
    assert.deepEqual(
      users.map(({ turn_index, act }) => [Number(turn_index), act]),
      [[0, "question"]],
    );
    await page.close();
  });
});

describe("the page is left alone", () => {
  it("all natives are back after the end", async () => {
    await withPage("/late", async (page) => {
      const changed = await page.evaluate(() => {
        const natives = () => [
          window.fetch,
          XMLHttpRequest.prototype.open,
          XMLHttpRequest.prototype.send,
          window.EventSource,
          window.WebSocket,
          Element.prototype.attachShadow,
        ];
        const before = natives();
        (window as unknown as { startCapture(): void }).startCapture();
        const during = natives().filter((one, at) => one !== before[at]).length;
        lab.stop();
        return [during, natives().filter((one, at) => one !== before[at]).length];
      });
      assert.deepEqual(changed, [6, 0]);
    });
  });

  it("a second capture of one page does not begin", async () => {
    await withPage("/late", async (page) => {
      const started = await page.evaluate(() => {
        const scope = window as unknown as { startCapture(): void };
        scope.startCapture();
        const { fetch } = window;
        scope.startCapture();
        return fetch === window.fetch;
      });
      assert.ok(started);
    });
  });
});
