// The engines that this machine has, by name.
import { existsSync } from "node:fs";
import type { Browser, EngineName, LaunchOptions } from "./browser.ts";
import { kChromium, kFirefox, launchPuppeteer } from "./puppeteer.ts";
import { kMiniBrowser, kWebKitDriver, launchWebKit } from "./webkit.ts";

export const engineNames: readonly EngineName[] = ["chromium", "firefox", "webkit"];

const needed: Record<EngineName, readonly string[]> = {
  chromium: [kChromium],
  firefox: [kFirefox],
  webkit: [kMiniBrowser, kWebKitDriver, "/usr/bin/Xvfb"],
};

/** Files that `name` needs and this machine lacks. */
export function missingFor(name: EngineName): string[] {
  return needed[name].filter((path) => !existsSync(path));
}

export function launch(name: EngineName, options: LaunchOptions = {}): Promise<Browser> {
  const missing = missingFor(name);
  if (missing.length > 0) throw new Error(`${name} is not installed: ${missing.join(", ")}`);
  return name === "webkit" ? launchWebKit(options) : launchPuppeteer(name, options);
}
