import { Top } from "../../shared/parts/top.tsx";
import type { State, Update } from "../state.ts";

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
    <Top here="/" theme={state.theme} onTheme={(theme) => update({ theme })}>
      <span
        class={`engine ${ready ? "ready" : ""}`}
        title="What scores the messages, in a worker of this tab"
      >
        <i aria-hidden="true" />
        {engineWords[state.engine]}
      </span>
    </Top>
  );
}
