// WebKitGTK's MiniBrowser under Xvfb, one process and one session a page.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { type Browser, callSource, type Key, type LaunchOptions, type Page } from "./browser.ts";
import { freePort, start, stop } from "./process.ts";
import { keyActions, openSession } from "./webdriver.ts";

export const kMiniBrowser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
export const kWebKitDriver = "/usr/bin/WebKitWebDriver";

/** W3C WebDriver section 15.4.2, key codes. */
const keyCodes: Record<Key, string> = {
  Tab: "\ue004",
  Enter: "\ue007",
  Escape: "\ue00c",
  Space: " ",
  ArrowLeft: "\ue012",
  ArrowUp: "\ue013",
  ArrowRight: "\ue014",
  ArrowDown: "\ue015",
};

async function startDisplay(): Promise<{ child: ChildProcess; display: string }> {
  const args = ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
  const child = start("/usr/bin/Xvfb", args, { fd3: true });
  const pipe = child.stdio[3];
  if (!pipe) throw new Error("Xvfb gave no display");
  const [number] = await once(pipe, "data");
  return { child, display: `:${String(number).trim()}` };
}

async function newPage(display: string, { proxyPort }: LaunchOptions): Promise<Page> {
  const port = await freePort();
  const driver = start(kWebKitDriver, [`--port=${port}`], { env: { DISPLAY: display } });
  const host = `127.0.0.1:${proxyPort}`;
  const session = await openSession(port, {
    "webkitgtk:browserOptions": { binary: kMiniBrowser, args: ["--automation"] },
    ...(proxyPort && { proxy: { proxyType: "manual", httpProxy: host, sslProxy: host } }),
  });
  const press = async (keys: Iterable<string>) => {
    await session.command("POST", "/actions", keyActions(keys));
  };
  await session.command("POST", "/window/rect", { width: 1280, height: 900 });
  return {
    goto: (url) => session.command("POST", "/url", { url }),
    back: () => session.command("POST", "/back", {}),
    evaluate: (body, ...args) =>
      session.command("POST", "/execute/sync", {
        script: `return ${callSource(body, args)};`,
        args: [],
      }),
    type: press,
    press: (key) => press([keyCodes[key]]),
    click: async (selector) => {
      await session.command("POST", `/element/${await session.find(selector)}/click`, {});
    },
    resize: async (width, height) => {
      await session.command("POST", "/window/rect", { width, height });
    },
    close: async () => {
      await session.command("DELETE", "").catch(() => undefined);
      await stop(driver);
    },
  };
}

export async function launchWebKit(options: LaunchOptions): Promise<Browser> {
  const { child, display } = await startDisplay();
  const pages = new Set<Page>();
  return {
    name: "webkit",
    newPage: async () => {
      const page = await newPage(display, options);
      pages.add(page);
      return page;
    },
    close: async () => {
      for (const page of pages) await page.close();
      await stop(child);
    },
  };
}
