// The customer's side: a chat widget as a shop would write it. The tag reads its attributes.
import { useState } from "preact/hooks";
import { Scroll } from "../../shared/parts/scroll.tsx";
import type { Player } from "../player.ts";
import type { Message, State, Update } from "../state.ts";

function Bubble({
  message,
  index,
  state,
  update,
}: {
  message: Message;
  index: number;
  state: State;
  update: Update;
}) {
  const { role, text, streaming } = message;
  return (
    <div
      class={`bubble ${role} ${state.focusTurn === index ? "focus" : ""}`}
      onPointerEnter={() => update({ focusTurn: index })}
      onPointerLeave={() => update({ focusTurn: undefined })}
    >
      <p data-undertone-role={role} aria-busy={streaming}>
        <span class="hidden" data-undertone-ignore>
          {role === "user" ? "You: " : "Lark: "}
        </span>
        {text}
      </p>
    </div>
  );
}

/** What the user may do with the last answer; the tag reads the attribute. */
function Feedback() {
  return (
    <div class="feedback">
      <button type="button" data-undertone-action="thumbs_up" aria-label="Good answer">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M7 9l3-6c1.5 0 2 1 2 2.3L11.5 8H16l-1.5 8H7zM4 9h1.5v7H4z" />
        </svg>
      </button>
      <button type="button" data-undertone-action="thumbs_down" aria-label="Bad answer">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M7 11l3 6c1.5 0 2-1 2-2.3L11.5 12H16l-1.5-8H7zM4 4h1.5v7H4z" />
        </svg>
      </button>
    </div>
  );
}

/** What a moment is for: the widget acts while the user is still there. */
function Offer({ player }: { player: Player }) {
  return (
    <div class="offer" role="status">
      <span>This is not going well. Talk to a person?</span>
      <button type="button" onClick={() => player.handOver()}>
        Yes, please
      </button>
    </div>
  );
}

const isUnserved = ({ moments, conversation }: State): boolean =>
  moments.some(({ moment }) => moment === "frustration_spike" || moment === "loop") &&
  conversation?.outcome !== "escalated" &&
  conversation?.outcome !== "resolved_confirmed";

function Composer({ player }: { player: Player }) {
  const [text, setText] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    player.say(text.trim());
    setText("");
  };
  return (
    <form class="composer" onSubmit={send}>
      <label class="hidden" for="composer">
        Your message
      </label>
      <input
        id="composer"
        data-undertone-role="composer"
        autocomplete="off"
        placeholder="Write your own message"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" aria-label="Send">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3.5 10l13-6.5-4 13.5-3-5.5z" />
        </svg>
      </button>
    </form>
  );
}

export function Chat({ state, update, player }: { state: State; update: Update; player: Player }) {
  const { messages, thinking } = state;
  const last = messages.at(-1);
  return (
    <section class="widget" aria-label="Chat with Lark, the shop's bot" id="chat">
      <header>
        <span class="avatar" aria-hidden="true">
          L
        </span>
        <div>
          <strong>Larkspur Outdoor</strong>
          <small>Lark, our support bot</small>
        </div>
      </header>
      <Scroll
        class="log"
        label="Messages"
        follow={`${messages.length} ${last?.text.length} ${thinking}`}
      >
        <div class="said" role="log" aria-live="polite">
          {messages.length === 0 && (
            <p class="empty">
              Pick a scenario above, or write something: a thank-you, a complaint, even a card
              number.
            </p>
          )}
          {messages.map((message, index) => (
            <Bubble
              key={message.id}
              message={message}
              index={index}
              state={state}
              update={update}
            />
          ))}
          {thinking && (
            <p class="thinking">
              <span class="hidden">Lark is writing</span>
              <i />
              <i />
              <i />
            </p>
          )}
        </div>
      </Scroll>
      {last?.role === "assistant" && !last.streaming && <Feedback />}
      {isUnserved(state) && <Offer player={player} />}
      <Composer player={player} />
    </section>
  );
}
