// A page on one origin, tag and collector on another: what is said becomes rows, also the last word.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import { type Browser, type Page, until, waitFor } from "../support/browsers/browser.ts";
import { engineNames, launch } from "../support/browsers/launch.ts";
import { repository } from "../support/repository.ts";
import { type Site, startSite } from "../support/site.ts";
import { widgetPage } from "../support/widget_page.ts";

let served: Served;
let site: Site;

before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
  const page = (app: string) =>
    widgetPage({
      tagUrl: `${served.url}/tag/undertone.js`,
      attributes: { collector: `${served.url}/v1/logs`, format: "otlp", app },
    });
  site = await startSite(Object.fromEntries(engineNames.map((app) => [`/${app}`, page(app)])));
});

after(async () => {
  await site.stop();
  await served.stop();
});

/** One message, in a task of its own, as a widget shows it. */
const speak = (page: Page, role: string, text: string) =>
  page.evaluate((who, what) => say(who, what), role, text);

const rows = (sql: string, app: string) => served.store.query(sql, [app]);

for (const name of engineNames) {
  describe(name, () => {
    let browser: Browser;
    let page: Page;
    before(async () => {
      browser = await launch(name);
      page = await browser.newPage();
      await page.goto(`${site.url}/${name}`);
    });
    after(() => browser?.close());

    test("a chat becomes rows that say what was meant", async () => {
      await speak(page, "user", "My card 4111 1111 1111 1111 was declined");
      await speak(page, "assistant", "Sorry, I didn't understand that.");
      await speak(page, "user", "This is useless, I want to talk to a human");
      await speak(page, "assistant", "I am connecting you to a colleague now.");
      await speak(page, "user", "ok");
      await waitFor(page, { what: "the tag" }, () => !Array.isArray(globalThis.undertone));
      const found = await until(
        async () => {
          await page.evaluate(() => globalThis.undertone.push(["flush"]));
          const users = await rows(
            "SELECT * FROM user_messages WHERE app = $1 ORDER BY turn_index",
            name,
          );
          return users.length === 3 && users;
        },
        { what: "three user messages at the collector" },
      );
      // Requests may overtake each other.
      const answer = await until(
        async () => {
          const sql = "SELECT * FROM assistant_messages WHERE app = $1 AND turn_index = 1";
          return (await rows(sql, name))[0];
        },
        { what: "the answer at the collector" },
      );
      assert.deepEqual(
        found.map(({ turn_index }) => turn_index),
        ["0", "2", "4"],
      );
      assert.equal(found[0]?.engine, "wasm_simd");
      assert.equal(found[0]?.lang, "en");
      assert.equal(found[0]?.pii, '{"CREDIT_CARD":1}');
      assert.equal(found[1]?.act, "escalate");
      assert.notEqual(found[1]?.frustration_label, "none");
      assert.equal(answer.fallback, true);
      const moments = await rows("SELECT moment FROM moments WHERE app = $1", name);
      assert.ok(moments.some(({ moment }) => moment === "escalation_request"));
    });

    test("a message sent right before leaving arrives, and so does the summary", async () => {
      await page
        .evaluate(() => {
          say("user", "never mind, bye");
          location.href = "/elsewhere";
        })
        .catch(() => undefined); // the page that should answer is gone
      // Running or final: a page that may come back from the history has not ended.
      await until(
        async () => {
          const latest = "SELECT max(user_turns)::INT AS turns FROM conversations WHERE app = $1";
          return (await rows(latest, name))[0]?.turns === 4;
        },
        { what: "the summary with the last message" },
      );
      const last = await rows(
        "SELECT * FROM user_messages WHERE app = $1 AND turn_index = 5",
        name,
      );
      assert.equal(last.length, 1);
    });

    test("no event of the session is missing", async () => {
      const [gaps] = await rows(
        `SELECT count(*)::INT AS events, count(DISTINCT event->>'$.sequence')::INT AS numbers,
           (max((event->'$.sequence')::INT) + 1)::INT AS sent, min((event->'$.sequence')::INT)::INT AS first
         FROM events WHERE app = $1`,
        name,
      );
      // A running summary that a later one replaces is never sent; its number is never given.
      assert.equal(gaps?.first, 0);
      assert.equal(gaps?.events, gaps?.numbers);
      assert.equal(gaps?.events, gaps?.sent);
    });
  });
}
