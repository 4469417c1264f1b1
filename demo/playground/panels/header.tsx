import { Choice } from "../parts/choice.tsx";
import type { State, Theme, Update } from "../state.ts";

const themes: readonly Theme[] = ["auto", "light", "dark"];

const engineWords: Readonly<Record<State["engine"], string>> = {
  starting: "Engine starting",
  none: "No engine",
  wasm_simd: "WebAssembly, SIMD",
  wasm_scalar: "WebAssembly",
  js: "Plain JavaScript",
  native: "Native",
};

export function Header({ state, update }: { state: State; update: Update }) {
  const ready = state.engine !== "starting" && state.engine !== "none";
  return (
    <header class="top">
      <img src="/icon.svg" alt="" width="36" height="36" />
      <div class="brand">
        <h1>Undertone</h1>
        <p>Hear how a chat is going. The words never leave the browser.</p>
      </div>
      <span
        class={`engine ${ready ? "ready" : ""}`}
        title="What scores the messages, in a worker of this tab"
      >
        <i aria-hidden="true" />
        {engineWords[state.engine]}
      </span>
      <Choice
        name="theme"
        label="Colours"
        values={themes}
        value={state.theme}
        onChange={(theme) => update({ theme })}
      />
    </header>
  );
}
