// The playground. Order matters once: the tap must stand before the tag sends its first request.
import { render } from "preact";
import { applyTheme } from "../shared/parts/top.tsx";
import { App } from "./app.tsx";
import { createArrivals } from "./arrivals.ts";
import { listen } from "./listen.ts";
import { createPlayer } from "./player.ts";
import { createStore, initialState, type Speed, type State } from "./state.ts";
import { tap } from "./tap.ts";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no place for the playground");

const wanted = new URLSearchParams(location.search).get("speed");
const isSpeed = (name: string | null): name is Speed => /^(natural|fast|instant)$/.test(name ?? "");
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const speed: Speed = isSpeed(wanted) ? wanted : isCalm ? "fast" : "natural";

// For whoever checks the page: what broke its policy, or was thrown.
const problems: string[] = [];
Object.assign(window, { problems });
addEventListener("securitypolicyviolation", (event) => problems.push(event.violatedDirective));
addEventListener("error", (event) => problems.push(event.message));

let changed: (state: State) => void = () => {};
const store = createStore({ ...initialState, speed }, (state) => changed(state));
tap(store);
listen(store);
const player = createPlayer(store);
const askFor = createArrivals(store);

changed = (state) => {
  applyTheme(state.theme);
  render(<App state={state} update={store.update} player={player} />, root);
  askFor(state.sent.filter(({ status }) => status !== "pending").length);
};
changed(store.get());
