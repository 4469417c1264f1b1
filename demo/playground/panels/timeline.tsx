// Sentiment as a line around zero, frustration as bars from below, moments as flags.
import type { Envelope, MomentEvent, UserMessageEvent } from "undertone";
import { Panel } from "../../shared/parts/panel.tsx";
import { useWidth } from "../../shared/parts/use_width.ts";
import { fraction, momentTone, spaced } from "../../shared/words.ts";
import type { State, Update } from "../state.ts";
import { Moments } from "./moments.tsx";

const kHeight = 190;
const kTop = 34;
const kBottom = 162;
const kLeft = 34;
const kRight = 14;
/** hidden or not yet laid out, it is drawn as if this wide */
const kNarrowest = 240;
/** turns that the axis has room for before it starts to squeeze */
const kFewest = 8;

interface Point {
  readonly turn: number;
  readonly x: number;
  readonly signals: UserMessageEvent;
}

const yOf = (sentiment: number): number => kTop + ((100 - sentiment) / 200) * (kBottom - kTop);

function pointsOf(state: State, width: number): Point[] {
  const turns = Math.max(state.messages.length, kFewest);
  const step = (width - kLeft - kRight) / turns;
  return [...state.signals.values()]
    .filter((event): event is Envelope & UserMessageEvent => event.kind === "user_message")
    .sort((a, b) => a.turn_index - b.turn_index)
    .map((signals) => ({
      turn: signals.turn_index,
      x: kLeft + (signals.turn_index + 0.5) * step,
      signals,
    }));
}

/** A smooth line through the points; its bends stay between neighbours. */
function curve(points: readonly (readonly [number, number])[]): string {
  return points.reduce((path, [x, y], at) => {
    const before = points[at - 1];
    if (!before) return `M${x} ${y}`;
    const middle = (before[0] + x) / 2;
    return `${path} C${middle} ${before[1]} ${middle} ${y} ${x} ${y}`;
  }, "");
}

function Axis({ width }: { width: number }) {
  return (
    <g class="axis">
      {[100, 0, -100].map((value) => (
        <g key={value}>
          <line
            x1={kLeft}
            x2={width - kRight}
            y1={yOf(value)}
            y2={yOf(value)}
            class={value === 0 ? "zero" : ""}
          />
          <text x={kLeft - 8} y={yOf(value) + 4} text-anchor="end">
            {value === 0 ? "0" : value > 0 ? "+1" : "\u22121"}
          </text>
        </g>
      ))}
    </g>
  );
}

function Flag({ x, moments }: { x: number; moments: readonly MomentEvent[] }) {
  return (
    <g class="flags">
      {moments.map(({ moment }, at) => (
        <g key={moment} class={momentTone[moment]}>
          <circle cx={x + at * 11} cy={14} r={4.5} />
          <title>{spaced(moment)}</title>
        </g>
      ))}
    </g>
  );
}

function Columns({
  points,
  step,
  state,
  update,
}: {
  points: readonly Point[];
  step: number;
  state: State;
  update: Update;
}) {
  return (
    <>
      {points.map(({ turn, x, signals }) => {
        const height = (signals.frustration_score / 100) * (kBottom - kTop);
        return (
          <g
            key={turn}
            class={`column ${state.focusTurn === turn ? "focus" : ""}`}
            onPointerEnter={() => update({ focusTurn: turn })}
            onPointerLeave={() => update({ focusTurn: undefined })}
          >
            <rect
              class="catch"
              x={x - step / 2}
              y={kTop - 6}
              width={step}
              height={kBottom - kTop + 12}
            />
            <rect
              class={`frustration ${signals.frustration_label}`}
              x={x - 9}
              y={kBottom - height}
              width={18}
              height={height}
              rx={3}
            />
            <text class="turn" x={x} y={kBottom + 18} text-anchor="middle">
              {turn + 1}
            </text>
          </g>
        );
      })}
    </>
  );
}

export function Timeline({ state, update }: { state: State; update: Update }) {
  const { ref, width: measured } = useWidth<HTMLDivElement>(640);
  const width = Math.max(measured, kNarrowest);
  const points = pointsOf(state, width);
  const step = (width - kLeft - kRight) / Math.max(state.messages.length, kFewest);
  const scored = points.filter(({ signals }) => signals.sentiment_label !== "unscored");
  const line = scored.map(({ x, signals }) => [x, yOf(signals.sentiment_score)] as const);
  const path = curve(line);
  const area = path && `${path} L${line.at(-1)?.[0]} ${yOf(0)} L${line[0]?.[0]} ${yOf(0)} Z`;
  return (
    <Panel
      id="timeline"
      title="Timeline"
      note={
        <ul class="legend">
          <li class="sentiment">sentiment</li>
          <li class="frustration">frustration</li>
          <li class="flag">moment</li>
        </ul>
      }
    >
      <div ref={ref}>
        <svg
          class="timeline"
          width={width}
          height={kHeight}
          viewBox={`0 0 ${width} ${kHeight}`}
          aria-hidden="true"
        >
          <Axis width={width} />
          <Columns points={points} step={step} state={state} update={update} />
          <path class="area" d={area} />
          <path class="line" d={path} />
          {scored.map(({ turn, x, signals }) => (
            <circle
              key={turn}
              class={`dot ${signals.sentiment_label} ${state.focusTurn === turn ? "focus" : ""}`}
              cx={x}
              cy={yOf(signals.sentiment_score)}
              r={4.5}
            />
          ))}
          {Array.from({ length: state.messages.length }, (_, turn) => (
            <Flag
              key={turn}
              x={kLeft + (turn + 0.5) * step}
              moments={state.moments.filter((one) => one.turn_index === turn)}
            />
          ))}
        </svg>
      </div>
      <table class="hidden">
        <caption>Sentiment and frustration by turn</caption>
        <tbody>
          {points.map(({ turn, signals }) => (
            <tr key={turn}>
              <th scope="row">turn {turn + 1}</th>
              <td>sentiment {fraction(signals.sentiment_score)}</td>
              <td>frustration {fraction(signals.frustration_score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Moments state={state} />
    </Panel>
  );
}
