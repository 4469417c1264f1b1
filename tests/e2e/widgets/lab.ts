// The widget lab: real chat widgets that nothing was prepared for, each through seven kinds of turn,
// and a table of what was caught.
//
//   node --import tsx tests/e2e/widgets/lab.ts                    all, in Chromium
//   node --import tsx tests/e2e/widgets/lab.ts firefox            five of them, in Firefox
//   node --import tsx tests/e2e/widgets/lab.ts webkit plain n8n   these pages, in WebKitGTK
//
// Exits with an error if fewer turns are right than the goal below.
import type { Browser, EngineName } from "../../support/browsers/browser.ts";
import { engineNames, launch } from "../../support/browsers/launch.ts";
import { bundlePages } from "./bundle.ts";
import { drive } from "./drive.ts";
import { isCaught, isRight, score, type TurnScore, table } from "./score.ts";
import { everywhere, type Widget, widgets } from "./widgets.ts";

/** Share of turns that must be right in all. */
const kGoal = 0.99;
/** Browsers at once: most of the time they wait. One each, since a page behind another is slowed down. */
const kAtOnce = 3;

const given = process.argv.slice(2);
const engine = (given.find((name) => engineNames.includes(name as EngineName)) ??
  "chromium") as EngineName;
const pages = given.filter((name) => name !== engine && !name.startsWith("-"));
const isVerbose = given.includes("--verbose");
const others = engine === "chromium" ? [] : everywhere;
const chosen = pages.length > 0 ? pages : others;
const wanted = widgets.filter(({ page }) => chosen.length === 0 || chosen.includes(page));
/** WebKitGTK hands a page what came of a cut answer as if it were whole: the widget shows no error. */
const seesCuts = engine !== "webkit";

await bundlePages(wanted.map(({ page }) => page));
interface Task {
  widget: Widget;
  presets: boolean;
}
const rows: { name: string; scores: TurnScore[] }[] = [];
const failures: string[] = [];

async function examine({ widget, presets }: Task, browser: Browser): Promise<void> {
  let outcome = await drive(browser, widget, { presets });
  let scores = score(outcome, seesCuts);
  // A machine that is busy delivers late, whoever looks at the clock: once more.
  if (scores.every(isCaught) && !scores.every(isRight)) {
    outcome = await drive(browser, widget, { presets });
    scores = score(outcome, seesCuts);
  }
  rows.push({ name: presets ? `${widget.name} *` : widget.name, scores });
  if (presets && !scores.every(isRight)) failures.push(`${widget.name}: wrong with its preset`);
  for (const message of [...outcome.errors, ...outcome.pageErrors]) {
    failures.push(`${widget.name}: ${message}`);
  }
  if (isVerbose) console.log(widget.name, outcome.turns, outcome.truths);
  for (const one of scores.filter((turn) => isVerbose || !isRight(turn))) {
    console.log(widget.name, one);
  }
}

/** All without presets; those that have one with it, too, and then nothing may be wrong. */
const queue: Task[] = wanted.flatMap((widget) => [
  { widget, presets: false },
  ...(widget.hasPreset ? [{ widget, presets: true }] : []),
]);
async function work(): Promise<void> {
  const browser = await launch(engine);
  for (let task = queue.shift(); task; task = queue.shift()) {
    const { name } = task.widget;
    await examine(task, browser).catch((error: unknown) => {
      failures.push(`${name}: ${error}`);
    });
  }
  await browser.close();
}

await Promise.all(Array.from({ length: Math.min(kAtOnce, wanted.length) }, work));

rows.sort((one, other) => one.name.localeCompare(other.name));
const turns = rows.flatMap(({ scores }) => scores);
const right = turns.filter(isRight).length;
console.log(`\n${engine}\n${table(rows)}\n${right} of ${turns.length} turns right`);
for (const failure of failures) console.error(`widgets: ${failure}`);
if (right < turns.length * kGoal || failures.length > 0) process.exit(1);
