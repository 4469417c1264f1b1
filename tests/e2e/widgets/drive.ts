// One widget, one browser: opens the page, asks the seven questions, and returns what was caught
// beside what the service did and what the page showed.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "../../support/browsers/browser.ts";
import { callSource, until, waitFor } from "../../support/browsers/browser.ts";
import { repository } from "../../support/repository.ts";
import { out } from "./bundle.ts";
import { Run, sleep } from "./mocks/service.ts";
import { type Record, record } from "./page_record.ts";
import { type Kind, kinds, questions, type Truth } from "./turns.ts";
import type { Widget } from "./widgets.ts";

export interface Outcome extends Record {
  truths: Truth[];
  /** when each question was sent, and when the page last changed after it; page times */
  asked: { kind: Kind; sentMs: number; shownMs: number }[];
  originMs: number;
}

export interface DriveOptions {
  /** without the tag, to compare */
  bare?: boolean;
  kinds?: readonly Kind[];
  /** with what the tag knows of single widgets */
  presets?: boolean;
}

/** The capture; without presets their selectors name what no page has. */
async function captureScript(presets: boolean): Promise<string> {
  const script = await readFile(join(repository, "tag/dist/undertone-capture.js"), "utf8");
  if (presets) return script;
  const without = script.replace(
    /"\.(cs|ChatApp|nlux|webchat|rce|vac)[^"]+"/g,
    '".no-such-widget"',
  );
  if (without === script) throw new Error("the presets were not found in the script");
  return without;
}

const pageOf = ({ page, script }: Widget, scripts: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<style>html,body{height:100%;margin:0}</style></head>
<body data-page="${page}">${scripts}${script ? `<script src="/script.js"></script>` : ""}<script src="/page.js"></script></body></html>`;

async function startServer(
  widget: Widget,
  run: Run,
  { bare = false, presets = false }: DriveOptions,
): Promise<Server> {
  const file = (path: string) => readFile(path).catch(() => Buffer.from(""));
  const tag = bare ? "" : `<script src="/capture.js"></script><script src="/record.js"></script>`;
  const server = createServer((request, response) => {
    const send = async (type: string, body: string | Buffer) => {
      response.writeHead(200, { "content-type": type });
      response.end(body);
    };
    const answer = async () => {
      if (await widget.serve(request, response, run)) return;
      const [path] = (request.url ?? "/").split("?");
      if (path === "/page.js")
        await send("text/javascript", await file(join(out, `${widget.page}.js`)));
      else if (path === "/page.css")
        await send("text/css", await file(join(out, `${widget.page}.css`)));
      else if (path === "/capture.js") await send("text/javascript", await captureScript(presets));
      else if (path === "/script.js" && widget.script) {
        const folder = join(repository, "tests/e2e/widgets/node_modules");
        await send("text/javascript", await file(join(folder, widget.script)));
      } else if (path === "/record.js") await send("text/javascript", callSource(record, []));
      else if (path === "/") await send("text/html", pageOf(widget, tag));
      else {
        response.writeHead(404);
        response.end();
      }
    };
    answer().catch(() => response.destroy());
  });
  widget.attach?.(server, run);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** Puts the focus into the field that a user would type into. */
function focusComposer(): boolean {
  const fields: HTMLElement[] = [];
  const search = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      if (element.shadowRoot) search(element.shadowRoot);
      const isField = element.matches(
        "textarea,input:not([type]),input[type=text],[contenteditable=true],[contenteditable='']",
      );
      const { width, height } = element.getBoundingClientRect();
      const isUsable = !element.matches(":disabled,[readonly],[tabindex='-1'],[aria-hidden=true]");
      const isSeen = width > 20 && height > 5 && getComputedStyle(element).visibility === "visible";
      if (isField && isSeen && isUsable) fields.push(element);
    }
  };
  search(document);
  const field = fields[fields.length - 1];
  // An editor that has the focus and lost its caret gets it back.
  field?.blur();
  field?.focus();
  return field !== undefined;
}

/** Waits until the page shows nothing new for `ms`; returns when it last did. */
async function settled(page: Page, ms: number): Promise<number> {
  let last = "";
  let since = await page.evaluate(() => performance.now());
  const begin = Date.now();
  for (;;) {
    const [text, now] = await page.evaluate(() => {
      // Some widgets hold a text in no room or without colour at first and reveal it later.
      const isRevealed = (element: Element): boolean => {
        if (element.nodeType !== 1) return true;
        const { opacity, overflowY } = getComputedStyle(element);
        const hasRoom = element.getBoundingClientRect().height > 1 || overflowY === "visible";
        return hasRoom && opacity !== "0";
      };
      const words = (node: Node): string => {
        if (node.nodeType === 3) return node.nodeValue ?? "";
        if (/^(SCRIPT|STYLE)$/.test((node as Element).tagName)) return "";
        if (!isRevealed(node as Element)) return "";
        // A field that is given back is the last that some widgets show of an answer.
        if (/^(TEXTAREA|INPUT)$/.test((node as Element).tagName)) return "[field]";
        const root = (node as Element).shadowRoot;
        let all = root ? words(root) : "";
        for (const child of node.childNodes) all += words(child);
        return all;
      };
      return [words(document.body), performance.now()] as [string, number];
    });
    if (text !== last) {
      last = text;
      since = now;
    }
    if (now - since > ms || Date.now() - begin > 40_000) return since;
    await sleep(60);
  }
}

export async function drive(
  browser: Browser,
  widget: Widget,
  options: DriveOptions = {},
): Promise<Outcome> {
  const { bare, kinds: wanted = widget.kinds ?? kinds } = options;
  const run = new Run(wanted);
  const server = await startServer(widget, run, options);
  const page = await browser.newPage();
  const asked: Outcome["asked"] = [];
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const what = `the composer of ${widget.name}`;
    await waitFor(page, { what }, focusComposer).catch(async (error: Error) => {
      const told = await page.evaluate(
        () => window.lab && [...window.lab.errors, ...window.lab.pageErrors],
      );
      throw new Error(`${error.message}: ${told?.join(" ")}`);
    });
    await settled(page, 700);
    for (const kind of wanted) {
      await waitFor(page, { what }, focusComposer);
      await page.type(questions[kind]);
      const sentMs = await page.evaluate(() => performance.now());
      await page.press("Enter");
      const before = run.truths.length;
      await until(() => run.truths.length > before || run.truths.length === asked.length + 1, {
        what: `${widget.name} to ask ${kind}`,
        timeoutMs: 8000,
      }).catch(() => undefined);
      await sleep(kind === "slow" ? 4000 : 400);
      // Nobody goes on while there is no field to write in.
      await waitFor(page, { what, timeoutMs: 6000 }, focusComposer).catch(() => undefined);
      const shownMs = await settled(page, kind === "slow" ? 2600 : 2400);
      asked.push({ kind, sentMs, shownMs });
    }
    if (bare)
      return { truths: run.truths, asked, turns: [], errors: [], pageErrors: [], originMs: 0 };
    const caught = await page.evaluate(() => {
      const { turns, errors, pageErrors, originMs } = window.lab;
      return { turns, errors, pageErrors, originMs };
    });
    return { ...caught, truths: run.truths, asked };
  } finally {
    await page.close();
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }
}
