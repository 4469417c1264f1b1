import { Choice } from "../shared/parts/choice.tsx";
import { Top } from "../shared/parts/top.tsx";
import { plural } from "../shared/words.ts";
import { Breakdown } from "./panels/breakdown.tsx";
import { Delivery } from "./panels/delivery.tsx";
import { Friction } from "./panels/friction.tsx";
import { Headline } from "./panels/headline.tsx";
import { Outcomes } from "./panels/outcomes.tsx";
import { Queue } from "./panels/queue.tsx";
import { type State, type Update, windows } from "./state.ts";

export interface AppProps {
  readonly state: State;
  readonly update: Update;
}

function Filters({ state, update }: AppProps) {
  const apps = state.report?.apps ?? [];
  return (
    <div class="filters">
      <label>
        <span>App</span>
        <select value={state.app} onChange={(event) => update({ app: event.currentTarget.value })}>
          <option value="">all</option>
          {apps.map((app) => (
            <option key={app} value={app}>
              {app}
            </option>
          ))}
        </select>
      </label>
      <Choice
        name="days"
        label="Window"
        values={windows}
        value={state.days}
        onChange={(days) => update({ days })}
      />
      <p class="coverage" role="status">
        {state.away
          ? "The collector does not answer; these are its last numbers."
          : state.report &&
            coverage(state.report.total.scored_turns, state.report.total.user_turns)}
      </p>
    </div>
  );
}

const coverage = (scored: number, all: number): string =>
  `${scored.toLocaleString("en")} of ${plural(all, "user turn")} scored`;

function Empty() {
  return (
    <section class="panel nothing">
      <h2>No conversation in this window</h2>
      <p>
        Play one in the <a href="/">playground</a>, or point a tag's <code>data-collector</code> at{" "}
        <code>{`${location.origin}/v1/logs`}</code>.
      </p>
    </section>
  );
}

export function App({ state, update }: AppProps) {
  const { report } = state;
  return (
    <>
      <Top here="/dashboard" theme={state.theme} onTheme={(theme) => update({ theme })} />
      <Filters state={state} update={update} />
      <main aria-busy={report === undefined}>
        {report?.total.conversations === 0 && <Empty />}
        {report && report.total.conversations > 0 && (
          <>
            <Headline total={report.total} />
            <Outcomes report={report} />
            <Friction total={report.total} />
            <Breakdown report={report} by={state.by} update={update} />
            <Queue review={report.review} />
            <Delivery delivery={report.delivery} />
          </>
        )}
      </main>
    </>
  );
}
