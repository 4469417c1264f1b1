// Everything the playground offers can be reached and used with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Served, serve } from "../../demo/server/serve.ts";
import { type Browser, type Page, until, waitFor } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { repository } from "../support/repository.ts";

let served: Served;
let browser: Browser;
let page: Page;

before(async () => {
  served = await serve({ root: repository, port: 0, database: ":memory:" });
  browser = await launch("chromium");
  page = await browser.newPage();
  await page.goto(`${served.url}/?speed=instant`);
});
after(async () => {
  await browser?.close();
  await served.stop();
});

interface Stop {
  readonly name: string;
  readonly visible: boolean;
}

/** Name and visibility of the focus. */
const focus = (): Promise<Stop> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = element.getAttribute("aria-label") ?? element.closest("label")?.textContent;
    const field = (element as HTMLInputElement).labels?.[0]?.textContent;
    const marked = element.matches("input[type=radio]") ? element.nextElementSibling : element;
    const style = marked && getComputedStyle(marked);
    return {
      name: (label ?? field ?? element.textContent ?? "").trim(),
      visible: element.matches(":focus-visible") && style?.outlineStyle !== "none",
    };
  });

async function tabTo(name: string): Promise<string[]> {
  const passed: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    await page.press("Tab");
    const stop = await focus();
    passed.push(stop.name);
    assert.ok(stop.visible, `the focus on "${stop.name}" cannot be seen`);
    if (stop.name === name) return passed;
  }
  throw new Error(`no way by Tab to "${name}": ${passed.join(" | ")}`);
}

test("the first stop leads past everything to the chat", async () => {
  assert.deepEqual(await tabTo("To the chat"), ["To the chat"]);
  await page.press("Enter");
  await waitFor(page, { what: "the composer" }, () => location.hash === "#composer");
});

test("a scenario starts by Enter and its turns can be scrolled to", async () => {
  await page.goto(`${served.url}/?speed=instant`);
  await tabTo("Goes well");
  await page.press("Enter");
  await waitFor(
    page,
    { what: "eight turns" },
    () => document.querySelectorAll("[data-turn]").length === 8,
  );
  const passed = await tabTo("Rows in the collector");
  for (const part of [
    "Messages",
    "Your message",
    "Send",
    "Turns with their signals",
    "Text that stays",
  ]) {
    assert.ok(passed.includes(part), `${part} in ${passed.join(" | ")}`);
  }
});

test("colours change with the arrow keys", async () => {
  await page.goto(`${served.url}/?speed=instant`);
  await tabTo("auto");
  await page.press("ArrowRight");
  await page.press("ArrowRight");
  await waitFor(page, { what: "dark" }, () => document.documentElement.dataset.theme === "dark");
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
    "dark",
  );
});

test("a message is written and sent without a mouse, and its answer announced", async () => {
  await tabTo("Your message");
  await page.type("hello");
  await page.press("Enter");
  await until(
    () =>
      page.evaluate(
        () => document.querySelectorAll("[role=log] [data-undertone-role=assistant]").length === 1,
      ),
    { what: "an answer in the live region" },
  );
  assert.equal((await focus()).name, "Your message");
});

test("every control has a name", async () => {
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, input, a, [tabindex]")]
      .filter(
        (one) =>
          !(
            one.getAttribute("aria-label") ||
            one.textContent?.trim() ||
            (one as HTMLInputElement).labels?.length
          ),
      )
      .map((one) => one.outerHTML),
  );
  assert.deepEqual(nameless, []);
});
