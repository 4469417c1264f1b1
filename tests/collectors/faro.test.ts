// A browser chats; its events go into the Faro receiver of the OpenTelemetry Collector and come out
// as log records with the right numbers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Browser, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { type Chain, type LogRecord, startChain } from "./chain.ts";

interface Tag {
  init(options: object): void;
  user(text: string): void;
  assistant(text: string, info?: object): void;
  action(name: string): void;
  endConversation(): void;
  flush(): Promise<void>;
}
declare const undertone: Tag;

/** The fields of a record: the receiver writes an event as one line of `key=value`. */
function fieldsOf({ body }: LogRecord): Record<string, string> {
  const pairs = String(body?.stringValue).matchAll(/(\S+?)=("[^"]*"|\S*)/g);
  return Object.fromEntries(
    [...pairs].map(([, key = "", value = ""]) => [key.replace(/^event_(data_)?/, ""), value]),
  );
}

const pick = (fields: Record<string, string>, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

let chain: Chain;
let browser: Browser;
before(async () => {
  browser = await launch("chromium");
  chain = await startChain({ withFaro: true });
});
after(async () => {
  await browser?.close();
  await chain?.stop();
});

test("a browser's events pass the Faro receiver, under its CORS rules", async () => {
  const page = await browser.newPage();
  await page.goto(chain.siteUrl);
  await page.evaluate((url) => {
    undertone.init({
      app: "shop",
      engine: "none",
      capture: false,
      collector: { url, format: "faro", key: "secret" },
    });
    undertone.user("where is my order?");
    undertone.assistant("On its way.", { latencyMs: 900 });
    undertone.action("goal");
    undertone.endConversation();
    return undertone.flush();
  }, chain.url);
  await until(() => chain.records("shop").length >= 3, { what: "three records in the file" });
  const [question = {}, summary = {}, answer = {}] = chain
    .records("shop")
    .map(fieldsOf)
    .sort((a, b) => Number(a["chat.sequence"]) - Number(b["chat.sequence"]));
  assert.deepEqual(pick(question, "name", "chat.turn.index", "chat.length.codepoints"), {
    name: "chat.user_message",
    "chat.turn.index": "0",
    "chat.length.codepoints": "18",
  });
  assert.deepEqual(pick(answer, "name", "chat.turn.index", "chat.latency_ms"), {
    name: "chat.assistant_message",
    "chat.turn.index": "1",
    "chat.latency_ms": "900",
  });
  assert.deepEqual(pick(summary, "name", "chat.outcome", "chat.evidence", "chat.actions.goal"), {
    name: "chat.conversation",
    "chat.outcome": "resolved_confirmed",
    "chat.evidence": "goal",
    "chat.actions.goal": "1",
  });
  const events = [question, summary, answer];
  assert.equal(new Set(events.map((event) => event["event.id"])).size, 3);
  assert.equal(new Set(events.map((event) => event.session_id)).size, 1);
  await page.close();
});

test("a page of another site may not post to it", async () => {
  const page = await browser.newPage();
  await page.goto(chain.siteUrl.replace("127.0.0.1", "localhost"));
  const answer = await page.evaluate(
    (url) =>
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      }).then(
        ({ status }) => `${status}`,
        () => "refused",
      ),
    chain.url,
  );
  assert.equal(answer, "refused");
  await page.close();
});
