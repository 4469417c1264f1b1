// Takes demo/screenshot.png, the picture in the README: `node demo/screenshot.mjs` after a build.
// With arguments, another picture: OUT [SCENARIO] [WIDTH] [light|dark] [full]
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { serve } from "./dist/server.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const [
  path = fileURLToPath(new URL("screenshot.png", import.meta.url)),
  scenario = "misunderstands",
  width = "1440",
  theme = "light",
  extent = "",
] = process.argv.slice(2);

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
];
const server = await serve({ root, port: 0, database: ":memory:" });
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: flags });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: Number(width), height: 1040 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: theme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto(`${server.url}/?speed=fast`);
  await page.waitForSelector(`[data-scenario="${scenario}"]`);
  await page.click(`[data-scenario="${scenario}"]`);
  // Played to its end, every turn scored, and the rows of all requests arrived.
  await page.waitForFunction(
    () =>
      !document.querySelector("#app [data-playing]") &&
      !document.querySelector(".waiting") &&
      document.querySelectorAll(".turn.assistant").length > 2 &&
      document.querySelectorAll(".rows .user_message").length > 2,
    { timeout: 60_000 },
  );
  await page.screenshot({ path, fullPage: extent === "full" });
  console.log(`${path}: ${statSync(path).size} bytes`);
} finally {
  await browser.close();
  await server.stop();
}
