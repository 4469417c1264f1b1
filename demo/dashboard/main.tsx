// The dashboard: asks the collector again and again, and shows what it says.
import { render } from "preact";
import { applyTheme } from "../shared/parts/top.tsx";
import type { Report } from "../shared/report.ts";
import { App } from "./app.tsx";
import { initialState, type State, sinceOf } from "./state.ts";

const kAskEveryMs = 5000;

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the dashboard");

let state = initialState;
/** questions asked; an answer to an older one comes too late */
let asked = 0;

async function ask(): Promise<void> {
  asked += 1;
  const mine = asked;
  const { app, days, by } = state;
  const query = new URLSearchParams({ app, by, since: `${sinceOf(days, Date.now())}` });
  try {
    const response = await fetch(`/api/report?${query}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const report = (await response.json()) as Report;
    if (mine === asked) update({ report, away: false });
  } catch {
    if (mine === asked) update({ away: true });
  }
}

function update(change: Partial<State>): void {
  const before = state;
  state = { ...state, ...change };
  applyTheme(state.theme);
  render(<App state={state} update={update} />, root as HTMLElement);
  const { app, days, by } = state;
  if (app !== before.app || days !== before.days || by !== before.by) void ask();
}

update({});
void ask();
setInterval(() => {
  if (!document.hidden) void ask();
}, kAskEveryMs);
