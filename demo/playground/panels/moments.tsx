// Moments: what the page is told while the user is still there.
import { Chip } from "../../shared/parts/chip.tsx";
import { momentTone, spaced } from "../../shared/words.ts";
import type { State } from "../state.ts";

export function Moments({ state }: { state: State }) {
  return (
    <div class="moments" role="status" aria-label="Moments">
      {state.moments.length === 0 && <span class="none">No moments yet</span>}
      {state.moments.map(({ event_id, moment, turn_index, risk }) => (
        <span key={event_id} data-moment={moment}>
          <Chip tone={momentTone[moment]} name={`turn ${turn_index + 1}`}>
            {spaced(moment)}
            {risk.length > 0 && `: ${risk.map(spaced).join(", ")}`}
          </Chip>
        </span>
      ))}
    </div>
  );
}
