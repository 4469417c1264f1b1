// The wire inspector: the text that stays beside the bytes that leave, and a search for one in the other.
import { Panel } from "../../shared/parts/panel.tsx";
import { Scroll } from "../../shared/parts/scroll.tsx";
import { bytes, clockTime, plural } from "../../shared/words.ts";
import { kWindow, searchIn } from "../search.ts";
import type { Sent, State, Update } from "../state.ts";
import { WireView } from "./wire_view.tsx";

const kListed = 8;

function Proof({ state }: { state: State }) {
  const { windows, leaked, vocabulary } = searchIn(state.messages, state.sent);
  if (windows === 0)
    return <p class="proof">Write something: every piece of it is searched for in what leaves.</p>;
  const clean = leaked.length === 0;
  return (
    <p class={`proof ${clean ? "good" : "bad"}`} data-leaked={leaked.length} role="status">
      <strong>{clean ? "None of it left." : `Left: ${leaked.join(", ")}`}</strong> Searched{" "}
      {plural(state.sent.length, "request")} for {plural(windows - vocabulary, "piece")} of your
      text, {kWindow} letters each
      {vocabulary > 0 && <>; {vocabulary} more also stand in the events' own fixed words</>}.
    </p>
  );
}

function Stays({ state }: { state: State }) {
  const letters = state.messages.reduce((sum, { text }) => sum + [...text].length, 0);
  return (
    <div class="stays">
      <h3>
        Stays in this tab <small>{plural(letters, "letter")}</small>
      </h3>
      <Proof state={state} />
      <Scroll class="stay-list" label="Text that stays" follow={state.messages.length}>
        <ol>
          {state.messages.map(({ id, role, text }) => (
            <li key={id} class={role}>
              {text}
            </li>
          ))}
          {state.messages.length === 0 && <li class="empty">Nothing written yet.</li>}
        </ol>
      </Scroll>
    </div>
  );
}

function Row({ sent, chosen, update }: { sent: Sent; chosen: boolean; update: Update }) {
  return (
    <li>
      <button type="button" aria-pressed={chosen} onClick={() => update({ focusSent: sent.id })}>
        <time>{clockTime(sent.at)}</time>
        <span>{plural(sent.records, "event")}</span>
        <span class="size">
          {bytes(sent.bytes.length)}
          {!sent.isGzip && <small class="raw"> ({bytes(sent.gzipBytes)} gzip)</small>}
        </span>
        <span
          class={`status ${sent.status === 200 ? "good" : sent.status === "pending" ? "" : "bad"}`}
        >
          {sent.status}
        </span>
      </button>
    </li>
  );
}

function Leaves({ state, update }: { state: State; update: Update }) {
  const { sent, focusSent } = state;
  const events = sent.reduce((sum, { records }) => sum + records, 0);
  const gzip = sent.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  const chosen = sent.find(({ id }) => id === focusSent) ?? sent.at(-1);
  return (
    <div class="leaves">
      <h3>
        Leaves{" "}
        <small>
          {plural(sent.length, "request")}, {plural(events, "event")}, {bytes(gzip)} gzip
          {events > 0 && `, ${Math.round(gzip / events)} B an event`}
        </small>
      </h3>
      {chosen ? (
        <>
          <ol class="requests" aria-label="Requests">
            {sent.slice(-kListed).map((one) => (
              <Row key={one.id} sent={one} chosen={one.id === chosen.id} update={update} />
            ))}
          </ol>
          <WireView sent={chosen} />
        </>
      ) : (
        <p class="empty">
          Nothing has left yet. Events go in batches: 20 of them, or after 5 seconds; a moment goes
          at once.
        </p>
      )}
    </div>
  );
}

export function Wire({ state, update }: { state: State; update: Update }) {
  return (
    <Panel
      id="wire"
      title="On the wire"
      note="Every request of this page, the tag's included, as the browser's own functions were handed it."
    >
      <div class="wire">
        <Stays state={state} />
        <Leaves state={state} update={update} />
      </div>
    </Panel>
  );
}
