import { Panel } from "../../shared/parts/panel.tsx";
import { Scroll } from "../../shared/parts/scroll.tsx";
import type { State, Update } from "../state.ts";
import { AssistantChips, UserChips } from "./signal_chips.tsx";

function Turn({ index, state, update }: { index: number; state: State; update: Update }) {
  const message = state.messages[index];
  const event = state.signals.get(index);
  if (!message) return null;
  return (
    <li
      class={`turn ${message.role} ${state.focusTurn === index ? "focus" : ""}`}
      data-turn={index}
      onPointerEnter={() => update({ focusTurn: index })}
      onPointerLeave={() => update({ focusTurn: undefined })}
    >
      <span class="number" aria-hidden="true">
        {index + 1}
      </span>
      <p class="quote">
        <span class="hidden">{message.role}: </span>
        {message.text}
      </p>
      <p class="chips">
        {event?.kind === "user_message" && <UserChips event={event} />}
        {event?.kind === "assistant_message" && <AssistantChips event={event} />}
        {!event && (
          <span class="waiting">
            {message.streaming ? "still being written" : "waiting for the engine"}
          </span>
        )}
      </p>
    </li>
  );
}

export function Turns({ state, update }: { state: State; update: Update }) {
  const count = state.messages.length;
  return (
    <Panel id="turns" title="Signals, turn by turn" class="grow">
      <Scroll
        class="turns"
        label="Turns with their signals"
        follow={`${count} ${state.signals.size}`}
      >
        <ol>
          {count === 0 && (
            <li class="empty">
              Each message gets its signals here, with the cues that caused them.
            </li>
          )}
          {state.messages.map((message, index) => (
            <Turn key={message.id} index={index} state={state} update={update} />
          ))}
        </ol>
      </Scroll>
    </Panel>
  );
}
