// Events lost: five ways in which tags lose them, ours beside other SDKs in the same run in Chromium,
// ours alone in Firefox and WebKitGTK. Fails if one of ours is lost.
//
//   npm ci --prefix tests/bench/delivery --ignore-scripts
//   node --import tsx tests/bench/delivery/bench.ts [--write] [SDK...]
//
// --write puts the tables into the README beside this file.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer, { type Page } from "puppeteer-core";
import { callSource } from "../../support/browsers/browser.ts";
import { launch } from "../../support/browsers/launch.ts";
import { kChromium } from "../../support/browsers/puppeteer.ts";
import { bundle, play, type Result, type Stage } from "./play.ts";
import { type Scenario, scenarios } from "./scenarios.ts";

const kOurs = "undertone";
const here = fileURLToPath(new URL(".", import.meta.url));
const readme = join(here, "README.md");

type Row = [title: string, results: (Result | string)[]];

const cell = (result: Result | string): string => {
  if (typeof result === "string") return result;
  const { received, repeated } = result;
  return repeated > 0 ? `${received}, ${repeated}r` : `${received}`;
};

/** A Markdown table: a row for each scenario, a column for each subject. */
function table(columns: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...columns]),
    line(["---", ...columns.map(() => "---")]),
    ...rows.map(([title, results]) => line([title, ...results.map(cell)])),
  ].join("\n");
}

const titleOf = (name: string, { messages, pages }: Scenario): string =>
  `${name} (${messages * Math.max(1, pages)})`;

const failed = (error: unknown): string => `failed: ${(error as Error).message.split("\n")[0]}`;

const stageOf = (page: Page): Stage => ({
  goto: (url) => page.goto(url),
  evaluate: (body, ...args) => page.evaluate(callSource(body, args)),
});

/** All SDKs at a time through one scenario after the other, each in a profile of its own. */
async function inChromium(names: readonly string[]): Promise<{ version: string; rows: Row[] }> {
  const browser = await puppeteer.launch({ executablePath: kChromium, args: ["--no-sandbox"] });
  const rows: Row[] = [];
  try {
    const scripts = await Promise.all(names.map(bundle));
    for (const [name, scenario] of Object.entries(scenarios)) {
      const results = scripts.map(async (script) => {
        const context = await browser.createBrowserContext();
        const page = stageOf(await context.newPage());
        const result = await play(page, script, scenario).catch(failed);
        await context.close();
        return result;
      });
      rows.push([titleOf(name, scenario), await Promise.all(results)]);
      console.error(`chromium: ${name}`);
    }
    return { version: (await browser.version()).replace("Headless", ""), rows };
  } finally {
    await browser.close();
  }
}

/** The tag alone in the two other engines, both at a time. */
async function inOthers(): Promise<Row[]> {
  const script = await bundle(kOurs);
  const columns = ["firefox", "webkit"] as const;
  const results = await Promise.all(
    columns.map(async (engine) => {
      const browser = await launch(engine);
      try {
        const found: (Result | string)[] = [];
        for (const scenario of Object.values(scenarios)) {
          const page = await browser.newPage();
          found.push(await play(page, script, scenario).catch(failed));
          await page.close();
        }
        return found;
      } finally {
        await browser.close();
      }
    }),
  );
  return Object.entries(scenarios).map(([name, scenario], i) => [
    titleOf(name, scenario),
    results.map((found) => found[i] ?? ""),
  ]);
}

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const others = readdirSync(join(here, "sdks"))
  .map((file) => file.replace(".ts", ""))
  .filter((name) => name !== kOurs);
const names = wanted.length > 0 ? wanted : [kOurs, ...others];
const { version, rows } = await inChromium(names);
const ours = names.includes(kOurs) ? await inOthers() : [];
const text = [
  `${version}:`,
  table(names, rows),
  ...(ours.length > 0 ? ["The tag elsewhere:", table(["Firefox", "WebKitGTK"], ours)] : []),
].join("\n\n");
console.log(text);
if (args.includes("--write")) {
  const around = /(<!-- bench -->\n)[\s\S]*(<!-- \/bench -->)/;
  writeFileSync(readme, readFileSync(readme, "utf8").replace(around, `$1${text}\n$2`));
}
const isLost = (result: Result | string | undefined): boolean =>
  typeof result !== "object" || result.received < result.sent;
const lost = [
  ...(names.includes(kOurs) ? rows.map(([, results]) => results[names.indexOf(kOurs)]) : []),
  ...ours.flatMap(([, results]) => results),
].filter(isLost);
if (lost.length > 0) {
  console.error(`delivery bench: ${lost.length} scenarios in which the tag lost events`);
  process.exitCode = 1;
}
