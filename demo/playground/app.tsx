import { ArrivedPanel } from "./panels/arrived.tsx";
import { Chat } from "./panels/chat.tsx";
import { Header } from "./panels/header.tsx";
import { OutcomePanel } from "./panels/outcome.tsx";
import { Scenarios } from "./panels/scenarios.tsx";
import { Timeline } from "./panels/timeline.tsx";
import { Turns } from "./panels/turns.tsx";
import { Wire } from "./panels/wire.tsx";
import type { Player } from "./player.ts";
import type { State, Update } from "./state.ts";

export interface AppProps {
  readonly state: State;
  readonly update: Update;
  readonly player: Player;
}

export function App(props: AppProps) {
  const { state, update } = props;
  return (
    <>
      <a class="skip" href="#composer">
        To the chat
      </a>
      <Header state={state} update={update} />
      <Scenarios {...props} />
      <main data-playing={state.playing || undefined}>
        <Chat {...props} />
        <div class="live">
          <OutcomePanel state={state} />
          <Timeline state={state} update={update} />
          <Turns state={state} update={update} />
        </div>
        <Wire state={state} update={update} />
        <ArrivedPanel state={state} />
      </main>
    </>
  );
}
