// Rows that the local collector stored.
import type { SignalEvent } from "undertone";
import { Panel } from "../../shared/parts/panel.tsx";
import { Scroll } from "../../shared/parts/scroll.tsx";
import { clockTime, fraction, plural, spaced } from "../../shared/words.ts";
import type { State } from "../state.ts";

const kShown = 40;

function gist(event: SignalEvent): string {
  switch (event.kind) {
    case "user_message":
      return [
        event.sentiment_label === "unscored"
          ? "unscored"
          : `sentiment ${fraction(event.sentiment_score)}, frustration ${fraction(event.frustration_score)}`,
        ...event.frustration_cues.map(spaced),
        event.rephrase_label === "none" ? "" : event.rephrase_label,
        event.feedback === "none" ? "" : spaced(event.feedback),
      ]
        .filter(Boolean)
        .join(", ");
    case "assistant_message":
      return [
        event.latency_ms === undefined ? "" : `${event.latency_ms} ms`,
        event.fallback ? "fallback" : "",
        event.apology ? "apology" : "",
        event.repeat > 0 ? `repeat ${fraction(event.repeat)}` : "",
      ]
        .filter(Boolean)
        .join(", ");
    case "conversation":
      return `${spaced(event.outcome)}, experience ${event.experience ?? "\u2013"}${event.final ? ", final" : ""}`;
    case "moment":
      return spaced(event.moment);
    case "tag":
      return event.engine_load_ms === undefined
        ? "health"
        : `engine ready in ${event.engine_load_ms} ms`;
  }
}

const turnOf = (event: SignalEvent): string =>
  "turn_index" in event ? `${event.turn_index + 1}` : "";

export function ArrivedPanel({ state }: { state: State }) {
  return (
    <Panel
      id="arrived"
      title="In the collector"
      note={`${plural(state.arrived.length, "row")} of this session, stored in DuckDB on this machine`}
    >
      <Scroll class="rows" label="Rows in the collector">
        <table>
          <thead>
            <tr>
              <th scope="col">Arrived</th>
              <th scope="col">Event</th>
              <th scope="col">Turn</th>
              <th scope="col">Says</th>
              <th scope="col">Sequence</th>
            </tr>
          </thead>
          <tbody>
            {state.arrived.slice(0, kShown).map(({ arrival, received_ms, event }) => (
              <tr key={arrival} class={event.kind}>
                <td>{clockTime(new Date(received_ms))}</td>
                <td>
                  <code>chat.{event.kind}</code>
                </td>
                <td>{turnOf(event)}</td>
                <td>{gist(event)}</td>
                <td>{event.sequence}</td>
              </tr>
            ))}
            {state.arrived.length === 0 && (
              <tr>
                <td colSpan={5} class="empty">
                  Rows appear as requests are answered.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
