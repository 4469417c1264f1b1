// The rates asked for first, each with its counts and its 95 % interval.

import type { Group } from "../../shared/report.ts";
import type { Tone } from "../../shared/words.ts";
import { spaced } from "../../shared/words.ts";
import { intervalOf, percent, rateNamed, shareOf } from "../rate.ts";

const shown: readonly (readonly [name: string, tone: Tone])[] = [
  ["resolution", "good"],
  ["resolution_assumed", "good"],
  ["containment", "plain"],
  ["escalation", "warn"],
  ["abandonment", "bad"],
];

export function Headline({ total }: { total: Group }) {
  return (
    <section class="headline" aria-label="Headline">
      <div class="tile">
        <h2>Conversations</h2>
        <strong>{total.conversations.toLocaleString("en")}</strong>
        <small>{total.engaged.toLocaleString("en")} engaged</small>
      </div>
      <div class="tile">
        <h2>Experience</h2>
        <strong>{total.experience === null ? "\u2013" : Math.round(total.experience)}</strong>
        <small>mean, of 100</small>
      </div>
      {shown.map(([name, tone]) => {
        const rate = rateNamed(total.rates, name);
        const [low, high] = intervalOf(rate);
        return (
          <div class={`tile ${tone}`} key={name} data-rate={name} title={rate.definition}>
            <h2>{spaced(name)}</h2>
            <strong>{percent(shareOf(rate))}</strong>
            <small>
              {rate.numerator} / {rate.denominator} engaged
            </small>
            <small>
              {percent(low)} to {percent(high)}
            </small>
          </div>
        );
      })}
    </section>
  );
}
