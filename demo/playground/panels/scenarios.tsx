import { Choice } from "../../shared/parts/choice.tsx";
import { scenarios } from "../bot/scenarios.ts";
import type { Player } from "../player.ts";
import type { Speed, State, Update } from "../state.ts";

const speeds: readonly Speed[] = ["natural", "fast", "instant"];

export function Scenarios({
  state,
  update,
  player,
}: {
  state: State;
  update: Update;
  player: Player;
}) {
  return (
    <nav class="scenarios" aria-label="Scenarios">
      <ol>
        {scenarios.map((scenario) => (
          <li key={scenario.id}>
            <button
              type="button"
              data-scenario={scenario.id}
              aria-pressed={state.scenario?.id === scenario.id}
              title={scenario.about}
              onClick={() => player.play(scenario)}
            >
              {scenario.name}
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="quiet" onClick={() => player.reset()}>
            Start over
          </button>
        </li>
      </ol>
      <Choice
        name="speed"
        label="Speed"
        values={speeds}
        value={state.speed}
        onChange={(speed) => update({ speed })}
      />
    </nav>
  );
}
