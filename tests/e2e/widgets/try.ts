import { launch } from "../../support/browsers/launch.ts";
import { bundlePages } from "./bundle.mjs";
import { drive } from "./drive.ts";
import { score, table } from "./score.ts";
import { widgets } from "./widgets.ts";

const names = process.argv.slice(2);
const wanted = widgets.filter((w) => names.includes(w.page));
await bundlePages(wanted.map((w) => w.page));
const browser = await launch((process.env.ENGINE ?? "chromium") as never);
const rows = [];
for (const widget of wanted) {
  try {
    const outcome = await drive(browser, widget);
    const scores = score(outcome);
    rows.push({ name: widget.name, scores });
    console.log(widget.name);
    console.table(scores);
    if (process.env.FULL)
      console.log(JSON.stringify(outcome.turns, null, 1), outcome.asked, outcome.truths);
    if (outcome.errors.length + outcome.pageErrors.length)
      console.log(outcome.errors.slice(0, 3), outcome.pageErrors.slice(0, 3));
  } catch (e) {
    console.log(widget.name, e);
  }
}
console.log(table(rows));
await browser.close();
