// One turn's signals as chips: what says something first, what says nothing not at all.
import type { AssistantMessageEvent, EntityType, UserMessageEvent } from "undertone";
import { Chip } from "../../shared/parts/chip.tsx";
import { fraction, spaced } from "../../shared/words.ts";

const sentimentTones = {
  negative: "bad",
  positive: "good",
  neutral: "plain",
  unscored: "plain",
} as const;
const frustrationTones = { strong: "bad", mild: "warn", none: "plain", unscored: "plain" } as const;
const goodEmotions = /^(joy|gratitude)$/;

function Entities({ pii }: { pii: Partial<Record<EntityType, number>> }) {
  return (
    <>
      {Object.entries(pii).map(([type, count]) => (
        <Chip key={type} tone="warn" name="pii" title="Counted on the device. The value stays.">
          {spaced(type)} {"\u00d7"}
          {count}
        </Chip>
      ))}
    </>
  );
}

export function UserChips({ event }: { event: UserMessageEvent }) {
  const {
    frustration_label,
    frustration_cues,
    sentiment_label,
    emotion,
    rephrase_label,
    feedback,
  } = event;
  return (
    <>
      {frustration_label !== "none" && frustration_label !== "unscored" && (
        <Chip tone={frustrationTones[frustration_label]} name="frustration">
          {frustration_label} {fraction(event.frustration_score)}
          {frustration_cues.length > 0 && (
            <span class="cues"> {frustration_cues.map(spaced).join(", ")}</span>
          )}
        </Chip>
      )}
      <Chip tone={sentimentTones[sentiment_label]} name="sentiment">
        {sentiment_label} {sentiment_label !== "unscored" && fraction(event.sentiment_score)}
      </Chip>
      {emotion !== "neutral" && emotion !== "unscored" && (
        <Chip tone={goodEmotions.test(emotion) ? "good" : "plain"} name="emotion">
          {emotion}
        </Chip>
      )}
      {rephrase_label !== "none" && (
        <Chip
          tone={rephrase_label === "refine" ? "plain" : "warn"}
          name={`${event.rephrase_of} back`}
        >
          {rephrase_label}
        </Chip>
      )}
      {feedback !== "none" && (
        <Chip tone={feedback === "positive" ? "good" : "warn"} name="feedback">
          {spaced(feedback)}
        </Chip>
      )}
      {event.act !== "other" && <Chip name="act">{event.act}</Chip>}
      {event.risk.map((risk) => (
        <Chip key={risk} tone="warn" name="risk">
          {spaced(risk)}
        </Chip>
      ))}
      <Entities pii={event.pii} />
    </>
  );
}

const flags = [
  "fallback",
  "refusal",
  "apology",
  "handoff_offered",
  "handoff_done",
  "asks_question",
  "lang_mismatch",
] as const;
const badFlags = /^(fallback|refusal|lang_mismatch)$/;
/** a likeness worth a word, in hundredths */
const kRepeatShown = 60;

export function AssistantChips({ event }: { event: AssistantMessageEvent }) {
  return (
    <>
      {event.error !== "none" && (
        <Chip tone="bad" name="error">
          {spaced(event.error)}
        </Chip>
      )}
      {flags
        .filter((flag) => event[flag])
        .map((flag) => (
          <Chip key={flag} tone={badFlags.test(flag) ? "bad" : "plain"}>
            {spaced(flag)}
          </Chip>
        ))}
      {event.repeat >= kRepeatShown && (
        <Chip tone="warn" name="repeat">
          {fraction(event.repeat)}
        </Chip>
      )}
      {event.relevance !== undefined && <Chip name="relevance">{fraction(event.relevance)}</Chip>}
      {event.latency_ms !== undefined && (
        <Chip name="latency">{event.latency_ms.toLocaleString("en")} ms</Chip>
      )}
      {Object.keys(event.actions).map((action) => (
        <Chip key={action} name="user">
          {spaced(action)}
        </Chip>
      ))}
      <Entities pii={event.pii} />
    </>
  );
}
