// Whether the numbers above rest on everything: loss, from sequence numbers alone.
import { Panel } from "../../shared/parts/panel.tsx";
import type { Report } from "../../shared/report.ts";
import { plural, spaced } from "../../shared/words.ts";

/** Only of a request without an answer nobody knows what became of it. */
const meaningOf = (reason: string): string =>
  reason === "network_error"
    ? "without an answer (which of them arrived is counted above)"
    : spaced(reason);

export function Delivery({ delivery }: { delivery: Report["delivery"] }) {
  const missing = Math.max(0, delivery.sent - delivery.received);
  const dropped = Object.entries(delivery.dropped);
  return (
    <Panel id="delivery" title="Delivery" note={plural(delivery.sessions, "session")}>
      <p class={missing === 0 ? "all-there" : "missing"}>
        <b>{delivery.received.toLocaleString("en")}</b> of{" "}
        <b>{delivery.sent.toLocaleString("en")}</b> events arrived
        {missing > 0 && `, ${missing.toLocaleString("en")} are missing or still on their way`}.
      </p>
      <p class="footnote">
        {dropped.length === 0
          ? "No tag reported a drop."
          : `Dropped and counted by tags: ${dropped
              .map(([reason, count]) => `${count} ${meaningOf(reason)}`)
              .join(", ")}.`}
      </p>
    </Panel>
  );
}
