// What the capture of unmarked chats does on pages of all shapes, and what it leaves alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import { callSource, until } from "../support/browsers/browser.ts";
import { type ChatOptions, chatKit } from "../support/capture/chat_kit.ts";
import { captureSite, focus, pause, say, texts, untilCaught } from "../support/capture/page.ts";
import { repository } from "../support/repository.ts";
import { type Site, startSite } from "../support/site.ts";
import "../support/widget_page.ts";

const { onPage, newPage } = captureSite();

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
      await onPage("/watched", async (page) => {
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
      await onPage("/watched", async (page) => {
        await page.evaluate(() => void window.makeChat());
        await say(page, text);
        assert.deepEqual(await untilCaught(page, 2), [`> ${text}`, `You said ${text}.`]);
      });
    });
  }

  it("that is sent with its button, once", async () => {
    await onPage("/watched", async (page) => {
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
    await onPage("/watched", async (page) => {
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
    await onPage("/late", async (page) => {
      await page.evaluate(() => {
        window.makeChat({ history: ["hello", "Hello, how can I help?"] });
        (window as unknown as { startCapture(): void }).startCapture();
      });
      await say(page, "hello");
      assert.deepEqual(await untilCaught(page, 2), ["> hello", "You said hello."]);
    });
  });

  it("that is taken out and mounted again with its history", async () => {
    await onPage("/watched", async (page) => {
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
    await onPage("/watched", async (page) => {
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
    await onPage("/watched", async (page) => {
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
      await onPage("/watched", async (page) => {
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
    const page = await newPage();
    await page.goto(shop.url);
    await page.evaluate(() => {
      window.answers["where is my order?"] = "Your order is on its way to you.";
      window.makeChat();
    });
    await say(page, "where is my order?");
    const rows = (sql: string) => served.store.query(sql, []);
    await until(async () => (await rows("SELECT * FROM user_messages")).length > 0, {
      what: "the question",
    });
    await until(async () => (await rows("SELECT * FROM assistant_messages")).length > 0, {
      what: "the answer",
    });
    const [answer] = await until(
      async () => {
        await page.evaluate(() => globalThis.undertone.push(["flush"]));
        const found = await rows("SELECT * FROM assistant_messages WHERE revision > 0");
        return found.length > 0 && found;
      },
      { what: "the answer's reading", timeoutMs: 15_000 },
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
  it("all natives are back after uninstall()", async () => {
    const capture = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
    const tag = await readFile(join(repository, "tag/dist/undertone.js"), "utf8");
    await onPage("/late", async (page) => {
      const changed = await page.evaluate(
        async (...scripts) => {
          const natives = () => [
            window.fetch,
            XMLHttpRequest.prototype.open,
            XMLHttpRequest.prototype.send,
            XMLHttpRequest.prototype.setRequestHeader,
            window.EventSource,
            window.WebSocket,
            Element.prototype.attachShadow,
          ];
          const before = natives();
          const others = () => natives().filter((one, at) => one !== before[at]).length;
          for (const text of scripts) {
            document.head.append(Object.assign(document.createElement("script"), { text }));
          }
          const { undertone } = globalThis as unknown as {
            undertone: { init(options: object): void; uninstall(): Promise<void> };
          };
          undertone.init({ app: "shop", collector: { url: "/events" }, engine: "none" });
          for (let left = 100; left > 0 && others() === 0; --left)
            await new Promise((done) => setTimeout(done, 20));
          const during = others();
          await undertone.uninstall();
          return [during, others()];
        },
        capture,
        tag,
      );
      assert.deepEqual(changed, [7, 0]);
      await page.evaluate(() => (window as unknown as { startCapture(): void }).startCapture());
    });
  });

  it("a second capture of one page does not begin", async () => {
    await onPage("/late", async (page) => {
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
