// Which bot, model, variant, language ... does it: the same rates for each.
import { Choice } from "../../shared/parts/choice.tsx";
import { Panel } from "../../shared/parts/panel.tsx";
import { Scroll } from "../../shared/parts/scroll.tsx";
import { type Dimension, dimensions, type Group, type Report } from "../../shared/report.ts";
import { spaced } from "../../shared/words.ts";
import { intervalOf, percent, rateNamed, shareOf } from "../rate.ts";
import type { Update } from "../state.ts";

/** [rate, whether more of it is better] */
const columns: readonly (readonly [name: string, moreIsBetter: boolean])[] = [
  ["resolution", true],
  ["containment", true],
  ["escalation", false],
  ["abandonment", false],
  ["rephrase", false],
  ["frustration", false],
  ["fallback", false],
];

/** Better or worse than all others are, if the two intervals are apart. */
function standing(group: Group, total: Group, name: string, moreIsBetter: boolean): string {
  const own = rateNamed(group.rates, name);
  const all = rateNamed(total.rates, name);
  const rest = {
    ...all,
    numerator: all.numerator - own.numerator,
    denominator: all.denominator - own.denominator,
  };
  if (own.denominator === 0 || rest.denominator === 0) return "";
  const [low, high] = intervalOf(own);
  const [restLow, restHigh] = intervalOf(rest);
  if (low > restHigh) return moreIsBetter ? "good" : "bad";
  if (high < restLow) return moreIsBetter ? "bad" : "good";
  return "";
}

/** A message off the site's taxonomy is a finding, not an omission. */
const absent = (by: Dimension): string =>
  by === "topic" || by === "theme" ? `no ${by}` : "not said";

interface BreakdownProps {
  readonly report: Report;
  readonly by: Dimension;
  readonly update: Update;
}

export function Breakdown({ report, by, update }: BreakdownProps) {
  const choice = (
    <Choice
      name="by"
      label="Broken down by"
      values={dimensions}
      value={by}
      onChange={(dimension) => update({ by: dimension })}
    />
  );
  return (
    <Panel id="breakdown" title="Where" note={choice}>
      <Scroll class="rows" label="Rates by group">
        <table>
          <thead>
            <tr>
              <th scope="col">{report.dimension}</th>
              <th scope="col">Conversations</th>
              <th scope="col">Experience</th>
              {columns.map(([name]) => (
                <th scope="col" key={name}>
                  {spaced(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.groups.map((group) => (
              <tr key={group.value} data-group={group.value}>
                <th scope="row">
                  {group.value || <span class="empty">{absent(report.dimension)}</span>}
                </th>
                <td>{group.conversations}</td>
                <td>{group.experience === null ? "\u2013" : Math.round(group.experience)}</td>
                {columns.map(([name, moreIsBetter]) => {
                  const rate = rateNamed(group.rates, name);
                  return (
                    <td
                      key={name}
                      class={standing(group, report.total, name, moreIsBetter)}
                      title={`${rate.numerator} / ${rate.denominator}: ${rate.definition}`}
                    >
                      {percent(shareOf(rate))}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="footnote">
        Coloured where a group is better or worse than all others and the 95 % intervals are apart.
      </p>
    </Panel>
  );
}
