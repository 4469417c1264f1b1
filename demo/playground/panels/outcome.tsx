// How the conversation stands: outcome with its evidence, experience with its parts.
import type { ConversationEvent } from "undertone";
import { Chip } from "../../shared/parts/chip.tsx";
import { Panel } from "../../shared/parts/panel.tsx";
import { outcomeMeaning, outcomeTone, plural, spaced } from "../../shared/words.ts";
import type { State } from "../state.ts";

const kRadius = 42;
const kRound = 2 * Math.PI * kRadius;

const toneOf = (score: number): string => (score >= 67 ? "good" : score >= 40 ? "warn" : "bad");

function Ring({ score }: { score: number | undefined }) {
  const tone = score === undefined ? "plain" : toneOf(score);
  return (
    <div
      class={`ring ${tone}`}
      role="img"
      aria-label={`Experience score ${score ?? "not yet known"}`}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r={kRadius} class="track" />
        <circle
          cx="50"
          cy="50"
          r={kRadius}
          class="arc"
          stroke-dasharray={`${((score ?? 0) / 100) * kRound} ${kRound}`}
        />
      </svg>
      <strong aria-hidden="true">{score ?? "\u2013"}</strong>
      <span aria-hidden="true">experience</span>
    </div>
  );
}

function partsOf(event: ConversationEvent | undefined): [string, number | undefined][] {
  return [
    ["frustration", event?.experience_frustration],
    ["rephrase", event?.experience_rephrase],
    ["sentiment", event?.experience_sentiment],
    ["outcome", event?.experience_outcome],
    ["speed", event?.experience_speed],
  ];
}

function Part({ name, score }: { name: string; score: number | undefined }) {
  return (
    <li>
      <b>{score ?? "\u2013"}</b>
      <meter
        class={score === undefined ? "none" : toneOf(score)}
        min={0}
        max={100}
        value={score ?? 0}
        aria-label={name}
      />
      <span>{name}</span>
    </li>
  );
}

export function OutcomePanel({ state }: { state: State }) {
  const { conversation, standings } = state;
  const outcome = conversation?.outcome ?? "unengaged";
  const trail = standings.slice(-5);
  const turns = conversation
    ? `${plural(conversation.user_turns, "user turn")}, ${plural(conversation.assistant_turns, "answer")}`
    : "";
  return (
    <Panel id="outcome" title="Conversation" note={turns}>
      <div class="outcome">
        <Ring score={conversation?.experience} />
        <div class={`standing ${outcomeTone[outcome]}`} aria-live="polite">
          <p class="label" data-outcome={outcome}>
            {spaced(outcome)}
          </p>
          <p class="meaning">{outcomeMeaning[outcome]}</p>
          <p class="chips">
            {conversation?.evidence.map((one) => (
              <Chip key={one} name="because">
                {spaced(one)}
              </Chip>
            ))}
          </p>
        </div>
        <ul class="parts">
          {partsOf(conversation).map(([name, score]) => (
            <Part key={name} name={name} score={score} />
          ))}
        </ul>
      </div>
      <ol class="trail" aria-label="Outcome so far, by turn">
        {trail.map(({ outcome: one, turns: at }) => (
          <li key={`${one}${at}`} class={outcomeTone[one]}>
            {spaced(one)} <small>{at}</small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
