// What goes wrong inside conversations, whatever their end.
import { Panel } from "../../shared/parts/panel.tsx";
import type { Group } from "../../shared/report.ts";
import { spaced } from "../../shared/words.ts";
import { intervalOf, percent, rateNamed, shareOf } from "../rate.ts";

const shown = ["frustration", "rephrase", "fallback", "loop", "error", "escalation_unserved"];

export function Friction({ total }: { total: Group }) {
  return (
    <Panel id="friction" title="Friction" note="share, with its 95 % interval">
      <ul class="friction">
        {shown.map((name) => {
          const rate = rateNamed(total.rates, name);
          const value = shareOf(rate);
          const [low, high] = intervalOf(rate);
          return (
            <li key={name} data-rate={name}>
              <span>{spaced(name)}</span>
              <b>{percent(value)}</b>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" width="100" height="6" />
                {value !== undefined && (
                  <>
                    <rect class="sure" x={low * 100} width={(high - low) * 100} height="6" />
                    <rect class="share" width={value * 100} height="6" />
                  </>
                )}
              </svg>
              <small>
                {rate.numerator} / {rate.denominator} {rate.definition.split(" / ")[1]}
              </small>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
