// Chromium over the DevTools protocol and Firefox over WebDriver BiDi, both by puppeteer.
import puppeteer, { type KeyInput, type LaunchOptions as PuppeteerOptions } from "puppeteer-core";
import { type Browser, callSource, type LaunchOptions, type Page } from "./browser.ts";

export const kChromium = "/usr/bin/chromium";
export const kFirefox = "/usr/bin/firefox-esr";

const kTimeoutMs = 60_000;

function chromiumOptions({ proxyPort, reducedMotion }: LaunchOptions): PuppeteerOptions {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  if (proxyPort) {
    args.push(`--proxy-server=http://127.0.0.1:${proxyPort}`, "--proxy-bypass-list=<-loopback>");
  }
  if (reducedMotion) args.push("--force-prefers-reduced-motion");
  return { browser: "chrome", executablePath: kChromium, args };
}

function firefoxOptions({ proxyPort }: LaunchOptions): PuppeteerOptions {
  const proxy = proxyPort && {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": proxyPort,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": proxyPort,
    "network.proxy.allow_hijacking_localhost": true,
  };
  return {
    browser: "firefox",
    executablePath: kFirefox,
    extraPrefsFirefox: { "network.captive-portal-service.enabled": false, ...proxy },
  };
}

export async function launchPuppeteer(
  name: "chromium" | "firefox",
  options: LaunchOptions,
): Promise<Browser> {
  const browser = await puppeteer.launch({
    headless: true,
    timeout: kTimeoutMs,
    protocolTimeout: kTimeoutMs,
    defaultViewport: { width: 1280, height: 900 },
    ...(name === "chromium" ? chromiumOptions(options) : firefoxOptions(options)),
  });
  const newPage = async (): Promise<Page> => {
    const page = await browser.newPage();
    page.setDefaultTimeout(kTimeoutMs);
    return {
      goto: async (url) => void (await page.goto(url, { waitUntil: "load" })),
      // Its own way waits for a load event, which a page from the cache does not have.
      back: () => page.evaluate(() => void setTimeout(() => history.back())),
      evaluate: (body, ...args) => page.evaluate(callSource(body, args)) as never,
      type: (text) => page.keyboard.type(text),
      press: (key) => page.keyboard.press(key as KeyInput),
      click: (selector) => page.click(selector),
      resize: (width, height) => page.setViewport({ width, height }),
      close: () => page.close(),
    };
  };
  return { name, newPage, close: () => browser.close() };
}
