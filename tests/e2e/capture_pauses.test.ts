// Answers that fall silent before they are complete: what holds them open, and what cannot.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "../support/browsers/browser.ts";
import { captureSite, say, texts, untilCaught } from "../support/capture/page.ts";

/** Longer than what is quiet for so long is complete. */
const kSilenceMs = 2500;

/** A chat without requests that answers in two halves. */
function halvesChat(first: string, second: string, silenceMs: number): void {
  const { field, add } = window.makeChat();
  field.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      add("user", field.value);
      field.value = "";
      const row = add("bot", first);
      setTimeout(() => {
        row.textContent += second;
        document.body.dataset.isWhole = "";
      }, silenceMs);
    },
    true,
  );
}

/** A chat whose bubbles are marked, over a stream that is silent for a while. */
function markedChat(first: string, second: string, silenceMs: number): void {
  window.fetch = async () => {
    const words = new TextEncoder();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(words.encode(first));
        setTimeout(() => {
          controller.enqueue(words.encode(second));
          controller.close();
        }, silenceMs);
      },
    });
    return new Response(body, { headers: { "content-type": "text/plain" } });
  };
  (window as unknown as { startCapture(): void }).startCapture();
  document.body.insertAdjacentHTML(
    "beforeend",
    `<main class="chat"><div></div><textarea></textarea></main>`,
  );
  const list = document.querySelector(".chat div") as HTMLElement;
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  const add = (role: string, text: string) => {
    const bubble = list.appendChild(document.createElement("p"));
    bubble.dataset.undertoneRole = role;
    bubble.textContent = text;
    return bubble;
  };
  field.onkeydown = async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value;
    field.value = "";
    add("user", text);
    const { body } = await fetch("/ask", { method: "POST", body: JSON.stringify({ text }) });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    let bubble: HTMLElement | undefined;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      bubble ??= add("assistant", "");
      bubble.textContent += new TextDecoder().decode(value);
    }
  };
}

describe("an answer that falls silent", { concurrency: 3 }, () => {
  const { onPage } = captureSite();
  const inHalves = (first: string, second: string, check: (page: Page) => Promise<void>) => () =>
    onPage("/watched", async (page) => {
      await page.evaluate(halvesChat, first, second, kSilenceMs);
      await say(page, "hello");
      await check(page);
    });

  it(
    "within a sentence is waited for",
    inHalves("It left our warehouse on", " Tuesday.", async (page) => {
      const whole = ["> hello", "It left our warehouse on Tuesday."];
      assert.deepEqual(await untilCaught(page, 2), whole);
    }),
  );

  it(
    "after a full stop is told, where nothing says that more is to come, and told once",
    inHalves("It left on Tuesday.", " It is on its way.", async (page) => {
      const told = ["> hello", "It left on Tuesday."];
      assert.deepEqual(await untilCaught(page, 2), told);
      await page.evaluate(
        () =>
          new Promise<void>((done) => {
            const look = () =>
              "isWhole" in document.body.dataset ? setTimeout(done, 2000) : setTimeout(look, 50);
            look();
          }),
      );
      assert.deepEqual(await texts(page), told);
    }),
  );

  it("is held open by its request where the site marks it, too", () =>
    onPage("/late", async (page) => {
      await page.evaluate(markedChat, "It left on Tuesday.", " It is on its way.", kSilenceMs);
      await page.click("textarea");
      await page.type("hello");
      await page.press("Enter");
      const whole = ["> hello", "It left on Tuesday. It is on its way."];
      assert.deepEqual(await untilCaught(page, 2), whole);
    }));
});
