// The conversations to look at first: ids and signals, never text.
import { Panel } from "../../shared/parts/panel.tsx";
import { Scroll } from "../../shared/parts/scroll.tsx";
import type { Review } from "../../shared/report.ts";
import { outcomeTone, spaced } from "../../shared/words.ts";

export function Queue({ review }: { review: readonly Review[] }) {
  return (
    <Panel id="queue" title="To review" note="lowest experience first; there is no text to show">
      <Scroll class="rows" label="Conversations to review">
        <table>
          <thead>
            <tr>
              <th scope="col">Conversation</th>
              <th scope="col">Ended</th>
              <th scope="col">Outcome</th>
              <th scope="col">Experience</th>
              <th scope="col">Strong turns</th>
              <th scope="col">Asked again</th>
              <th scope="col">Fallbacks</th>
              <th scope="col">Loops</th>
            </tr>
          </thead>
          <tbody>
            {review.map((row) => (
              <tr key={row.conversation_id}>
                <td>
                  <code>{row.conversation_id}</code>
                </td>
                <td>{new Date(row.time_ms).toLocaleString("en-GB")}</td>
                <td class={outcomeTone[row.outcome as keyof typeof outcomeTone]}>
                  {spaced(row.outcome)}
                </td>
                <td>{row.experience}</td>
                <td>{row.strong_turns}</td>
                <td>{row.rephrased_turns}</td>
                <td>{row.fallbacks}</td>
                <td>{row.loops}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
