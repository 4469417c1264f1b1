// How conversations ended, over time and in all.
import { Panel } from "../../shared/parts/panel.tsx";
import type { OutcomeCounts, Report } from "../../shared/report.ts";
import { spaced } from "../../shared/words.ts";

/** From best to worst, as the bars are stacked. */
const ladder = [
  "resolved_confirmed",
  "resolved_assumed",
  "ambiguous",
  "unengaged",
  "escalated",
  "escalation_unserved",
  "abandoned",
];

const kHeight = 230;
const kWidth = 720;
const kGap = 0.18;
const kWidest = 110;

const sumOf = (counts: OutcomeCounts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function label(timeMs: number, stepMs: number): string {
  const at = new Date(timeMs);
  return stepMs < 86_400_000
    ? at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
    : at.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}

function Bars({ timeline }: { timeline: Report["timeline"] }) {
  const { points, step_ms } = timeline;
  const first = points[0]?.time_ms ?? 0;
  const last = points.at(-1)?.time_ms ?? 0;
  const steps = Math.round((last - first) / step_ms) + 1;
  const highest = Math.max(1, ...points.map(({ outcomes }) => sumOf(outcomes)));
  const width = Math.min(kWidest, kWidth / steps);
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${Math.max(kWidest, steps * width)} ${kHeight + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Conversations by outcome, ${label(first, step_ms)} to ${label(last, step_ms)}`}
    >
      <line x1="0" x2={kWidth} y1={kHeight} y2={kHeight} class="axis" />
      {points.map(({ time_ms, outcomes }) => {
        const x = ((time_ms - first) / step_ms) * width;
        let y = kHeight;
        return ladder.map((name) => {
          const height = ((outcomes[name] ?? 0) / highest) * (kHeight - 6);
          y -= height;
          return (
            height > 0 && (
              <rect
                key={`${time_ms}${name}`}
                class={name}
                x={x + (width * kGap) / 2}
                y={y}
                width={width * (1 - kGap)}
                height={height}
              >
                <title>{`${label(time_ms, step_ms)}: ${outcomes[name]} ${spaced(name)}`}</title>
              </rect>
            )
          );
        });
      })}
    </svg>
  );
}

export function Outcomes({ report }: { report: Report }) {
  const all = sumOf(report.outcomes);
  const { points, step_ms } = report.timeline;
  const first = points[0]?.time_ms ?? 0;
  const last = points.at(-1)?.time_ms ?? 0;
  const per = step_ms < 86_400_000 ? "hour" : "day";
  return (
    <Panel id="outcomes" title="Outcomes" note={`all conversations, by ${per}`}>
      <Bars timeline={report.timeline} />
      <p class="ends">
        <span>{label(first, step_ms)}</span>
        {last > first && <span>{label(last, step_ms)}</span>}
      </p>
      <ul class="legend">
        {ladder
          .filter((name) => report.outcomes[name])
          .map((name) => (
            <li key={name} data-outcome={name}>
              <i class={name} aria-hidden="true" />
              {spaced(name)}
              <b>{report.outcomes[name]}</b>
              <small>{(((report.outcomes[name] ?? 0) / all) * 100).toFixed(0)} %</small>
            </li>
          ))}
      </ul>
    </Panel>
  );
}
