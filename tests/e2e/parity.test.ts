// The same answer everywhere: dialogues through the tag in a browser arrive at the collector as the
// bytes that the native command's events give, and hold what its rows say.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CoreEvent, Envelope, SignalEvent } from "@undertone/wasm";
import { type Served, serve } from "../../demo/server/serve.ts";
import { type Browser, type Page, until, waitFor } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { eventsNatively, scoreNatively } from "../support/command.ts";
import { answerRow, summaryRow, userRow } from "../support/command_rows.ts";
import { type Dialogue, goldenDialogues, publicDialogues } from "../support/dialogues.ts";
import { repository } from "../support/repository.ts";
import { type Site, startSite } from "../support/site.ts";
import { widgetPage } from "../support/widget_page.ts";

/** of each source */
const kDialogues = 20;

/** Evenly from the whole list. */
function some(dialogues: readonly Dialogue[]): Dialogue[] {
  const step = Math.max(1, Math.floor(dialogues.length / kDialogues));
  return dialogues.filter((_, at) => at % step === 0).slice(0, kDialogues);
}

interface Scored {
  readonly messages: readonly object[];
  readonly conversation: Record<string, unknown>;
}

/** What the core says in the end: no report of the tag on itself, and no summary that a later one
 * replaces. */
const isResult = (event: CoreEvent | SignalEvent) =>
  event.kind !== "tag" && (event.kind !== "conversation" || event.final);

/** As they happened: a last summary is sent under the number of the one it replaces. */
function inOrder(events: readonly SignalEvent[]): SignalEvent[] {
  const place = ({ kind, sequence }: SignalEvent) => (kind === "conversation" ? 1e9 : sequence);
  return [...events].sort((a, b) => place(a) - place(b));
}

/** The line in which an event arrived, if the core said `expected` for it. */
const lineOf = (arrived: SignalEvent, expected: CoreEvent) => {
  const isEnvelope = ([name]: [string, unknown]) => !(name in expected);
  const envelope = Object.fromEntries(Object.entries(arrived).filter(isEnvelope));
  return JSON.stringify({ ...envelope, ...expected });
};

declare global {
  /** events that the tag told the page of */
  var told: string[];
  var toldFinal: boolean;
}

let served: Served;
let site: Site;
let browser: Browser;
let page: Page;

before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
  site = await startSite({ "/": widgetPage({ tagUrl: `${served.url}/tag/undertone.js` }) });
  browser = await launch("chromium");
  page = await browser.newPage();
  await page.goto(`${site.url}/`);
  await page.evaluate((url) => {
    const delivery = { eventsPerSecond: 1000, eventBurst: 10_000, maxQueueSize: 10_000 };
    const options = { app: "parity", collector: { url, format: "ndjson" }, delivery };
    globalThis.undertone.push(["init", options]);
    // All but running summaries, which a later one replaces before it is sent.
    const listener = (event: SignalEvent) => {
      const isSummary = event.kind === "conversation";
      if (isSummary) globalThis.toldFinal = event.final;
      else globalThis.told.push(event.event_id);
    };
    globalThis.undertone.push(["on", "event", listener]);
  }, `${served.url}/events`);
  await waitFor(page, { what: "the tag" }, () => !Array.isArray(globalThis.undertone));
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await served?.stop();
});

/** Says a dialogue to the tag; returns the events that reached the collector. */
async function scoreInBrowser({ id, messages }: Dialogue): Promise<SignalEvent[]> {
  const [last] = await served.store.events({ after: 0, limit: 1 });
  await page.evaluate((said) => {
    const tell = (...command: unknown[]) => globalThis.undertone.push(command);
    globalThis.told = [];
    globalThis.toldFinal = false;
    for (const { role, text, time_ms, error } of said) {
      tell(role, text, { timeMs: time_ms, ...(error && { error }) });
    }
    tell("endConversation");
  }, messages);
  const arrived = await until(
    async () => {
      await page.evaluate(() => globalThis.undertone.push(["flush"]));
      const rows = await served.store.events({ after: last?.arrival ?? 0, limit: 10_000 });
      const events = rows.map(({ event }) => event as unknown as SignalEvent);
      const isThere = (id: string) => events.some(({ event_id }) => event_id === id);
      const told = await page.evaluate(() => (globalThis.toldFinal ? globalThis.told : []));
      const hasEnd = events.some((event) => event.kind === "conversation" && event.final);
      return hasEnd && told.length > 0 && told.every(isThere) && events;
    },
    { what: `the end of "${id}"` },
  );
  return arrived.sort((a, b) => a.sequence - b.sequence);
}

type Of<Kind extends SignalEvent["kind"]> = Envelope & Extract<SignalEvent, { kind: Kind }>;

function rowsOf(events: readonly SignalEvent[]): Scored {
  const of = <Kind extends SignalEvent["kind"]>(kind: Kind) =>
    events.filter((event): event is Of<Kind> => event.kind === kind);
  const userTurns: number[] = [];
  const turns = [...of("user_message"), ...of("assistant_message")];
  const messages = turns
    .sort((a, b) => a.turn_index - b.turn_index)
    .map((event) => {
      if (event.kind === "assistant_message") return answerRow(event);
      userTurns.push(event.turn_index);
      return userRow(event, userTurns);
    });
  const summary = of("conversation").find(({ final }) => final);
  assert.ok(summary);
  return { messages, conversation: summaryRow(summary, of("moment")) as Record<string, unknown> };
}

function compare(name: string, dialogues: readonly Dialogue[]): void {
  test(`${dialogues.length} ${name} score the same in the browser as natively`, async () => {
    const scored = scoreNatively(dialogues) as Scored[];
    const told = eventsNatively(dialogues);
    for (const [at, dialogue] of dialogues.entries()) {
      const row = scored[at];
      const expected = told[at]?.filter(isResult);
      assert.ok(row && expected);
      const arrived = await scoreInBrowser(dialogue);
      const sent = inOrder(arrived.filter(isResult));
      assert.deepEqual(
        sent.map(({ kind }) => kind),
        expected.map(({ kind }) => kind),
        dialogue.id,
      );
      for (const [i, event] of sent.entries()) {
        assert.equal(JSON.stringify(event), lineOf(event, expected[i] as CoreEvent), dialogue.id);
      }

      const inBrowser = rowsOf(arrived);
      // `unfulfilled` and rates are worked out by the command and in no event.
      const messages = row.messages.map((message) =>
        Object.fromEntries(Object.entries(message).filter(([key]) => key !== "unfulfilled")),
      );
      assert.deepEqual(inBrowser.messages, messages, dialogue.id);
      const { rates, unfulfilled, ...summary } = row.conversation;
      assert.deepEqual(inBrowser.conversation, summary, dialogue.id);
    }
  });
}

compare("golden conversations", some(goldenDialogues()));
const found = some(publicDialogues());
if (found.length > 0) compare("public dialogues", found);
