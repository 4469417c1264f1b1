// The tag's public API, as any page uses it: a command queue that works before the script has come.
import type { Envelope, Listeners, SignalEvent } from "undertone";
import type { Standing, State, Store } from "./state.ts";

type Command = readonly [name: string, ...args: unknown[]];
declare global {
  interface Window {
    undertone?: { push(...commands: Command[]): unknown };
  }
}

export function tell(...command: Command): void {
  window.undertone ??= [] as Command[];
  window.undertone.push(command);
}

function on<Name extends keyof Listeners>(name: Name, listener: Listeners[Name]): void {
  tell("on", name, listener);
}

const isShown = (state: State, { conversation_id }: Envelope): boolean =>
  conversation_id !== undefined && !state.past.has(conversation_id);

function standingsAfter(standings: readonly Standing[], next: Standing): readonly Standing[] {
  return standings.at(-1)?.outcome === next.outcome ? standings : [...standings, next];
}

/** Shows every event of the running conversation as soon as the tag has it. */
export function listen({ update }: Store): void {
  on("event", (event: SignalEvent) =>
    update((state) =>
      event.kind === "tag" && event.engine === "none"
        ? {}
        : { engine: state.engine === "wasm_simd" ? state.engine : event.engine },
    ),
  );
  on("signal", (event) =>
    update((state) => {
      const known = state.signals.get(event.turn_index);
      const isOlder =
        known?.kind === "assistant_message" &&
        event.kind === "assistant_message" &&
        known.revision > event.revision;
      if (!isShown(state, event) || isOlder) return {};
      return { signals: new Map(state.signals).set(event.turn_index, event) };
    }),
  );
  on("moment", (event) =>
    update((state) => (isShown(state, event) ? { moments: [...state.moments, event] } : {})),
  );
  on("conversation", (event) =>
    update((state) => {
      if (!isShown(state, event)) return {};
      const turns = event.user_turns + event.assistant_turns;
      const standings = standingsAfter(state.standings, { outcome: event.outcome, turns });
      return { conversation: event, standings };
    }),
  );
}
