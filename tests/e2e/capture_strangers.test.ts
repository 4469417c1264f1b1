// Chats of markup that nothing prepares for: tables, headings, frames, shadow roots, rows that are used
// again. Each turn comes once, its answer whole and alone.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { waitFor } from "../support/browsers/browser.ts";
import { captureSite, texts, turns, untilCaught } from "../support/capture/page.ts";
import "../support/capture/kit.ts";

const names = [
  "a table of rows, a placeholder that is replaced",
  "a list that is announced in a hidden live region",
  "a shadow root per message",
  "all of it in a frame",
  "questions as headings, a composer that is made anew",
  "a message that is replaced when it was saved, an answer of many elements",
  "rows that are used again for other messages",
  "rows with a running clock",
  "the same list twice, one of them hidden",
  "question and answer at once, the field emptied then",
  "an answer with all that stands around one",
  "a list that is drawn anew, with running clocks",
  "a row that is replaced by every token",
  "text that is marked up when it is complete",
  "groups of bubbles with a head",
  "times and ticks in the line of the text",
  "cards, and offers to press",
  "notices between the messages",
  "a preview of the last message beside the chat",
  "three rows in the page, whatever was said",
  "four shadow roots deep",
  "an editor that sends on Ctrl-Enter",
  "a history that comes while one writes",
  "rows that get other ids",
  "letters that are typed out one by one",
  "steps that stand where the answer will",
  "list and composer in other corners of the page",
  "messages inside buttons",
  "rows that are drawn anew one by one",
  "a cursor while the service is silent",
  "a message and its tools in one place",
  "the newest first, with times and ticks in bubbles",
  "pairs, the newest first, with marks behind answers",
  "slots that are filled later",
  "an operator who types for long",
  "steps, names in the line, a pause within a sentence",
  "a line that stands for the answer, and sources",
  "sources that are told with the answer",
];
const questions = ["where is my parcel?", "where is my parcel?", "ok"];

const answerTo = (text: string, number: number): string =>
  `Answer number ${number} is about ${text.length} letters and a parcel, \u201cas you like\u201d.`;

describe("a stranger is understood", { concurrency: 4 }, () => {
  const { onPage } = captureSite();

  for (const name of names) {
    it(name, async () => {
      await onPage("/strangers", async (page) => {
        await page.evaluate((which) => window.strangers[which]?.(), name);
        const expected: string[] = [];
        for (const [at, question] of questions.entries()) {
          await waitFor(page, { what: "the field" }, () => window.focusStranger());
          await page.type(question);
          const hasOwnWay = await page.evaluate(() => {
            window.sendStranger?.();
            return window.sendStranger !== undefined;
          });
          if (!hasOwnWay) await page.press("Enter");
          expected.push(`> ${question}`, answerTo(question, at + 1));
          await untilCaught(page, expected.length).catch(() => undefined);
          // Parts of an answer are told as lines.
          assert.deepEqual(
            (await texts(page)).map((text) => text.replace(/\s+/g, " ")),
            expected,
          );
        }
      });
    });
  }

  it("a list that is told twice keeps its last lines, which a label would not", async () => {
    await onPage("/strangers", async (page) => {
      await page.evaluate(() => {
        const { html, find, onSend } = window.kit;
        const chat = html(`<div><div></div><textarea></textarea></div>`);
        onSend(find(chat, "textarea"), null, async (text) => {
          const list = find(chat, "div");
          html("<p></p>", list).textContent = text;
          // As a service that streams Markdown; the question is in the address.
          const told = encodeURIComponent("We have it in:\n- green\n- sand");
          const answer = await fetch(`data:text/plain,${told}#${encodeURIComponent(text)}`);
          const [head, ...lines] = (await answer.text()).split(/\n- /);
          html(`<div><p>${head}</p><ul><li>${lines.join("</li><li>")}</li></ul></div>`, list);
        });
      });
      const turn = ["> which colours?", "We have it in:\ngreen\nsand"];
      const expected: string[] = [];
      for (const _ of turn) {
        await page.evaluate(() => window.focusStranger());
        await page.type("which colours?");
        await page.press("Enter");
        expected.push(...turn);
        await untilCaught(page, expected.length).catch(() => undefined);
        assert.deepEqual(await texts(page), expected);
      }
    });
  });

  it("a question that is shown with its answer was asked, too, where its request failed", async () => {
    await onPage("/strangers", async (page) => {
      await page.evaluate(() => {
        const { html, find } = window.kit;
        const chat = html(`<form class="chat"><ol></ol><input></form>`);
        const field = find(chat, "input") as HTMLInputElement;
        chat.onsubmit = async (event) => {
          event.preventDefault();
          const text = field.value;
          const rows = `<li>${text}</li><li>${window.answerTo(text)}</li>`;
          // Nobody listens there.
          const url = text.startsWith("and") ? "http://127.0.0.1:1/" : "/rows";
          await fetch(url, { method: "POST", body: text })
            .then(() => find(chat, "ol").insertAdjacentHTML("beforeend", rows))
            .catch(() => undefined);
          field.value = "";
        };
      });
      const ask = async (question: string, count: number) => {
        await page.evaluate(() => window.focusStranger());
        await page.type(question);
        await page.press("Enter");
        await untilCaught(page, count).catch(() => undefined);
      };
      await ask("where is my parcel?", 2);
      await ask("and where is the other?", 4);
      await ask("where is the first?", 6);
      const messages = (await turns(page)).filter(({ type }) => type === "message");
      assert.deepEqual(
        messages.map(({ text, error }) => error ?? text),
        [
          "where is my parcel?",
          answerTo("where is my parcel?", 1),
          "and where is the other?",
          "network",
          "where is the first?",
          answerTo("where is the first?", 3),
        ],
      );
    });
  });
});
