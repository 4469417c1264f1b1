// A golden conversation (tests/corpus/conversation/README.md) told to an engine, line by line, as
// dialogue.cpp tells it to the analyzer.
import type { ConversationEvent, CoreEvent, Engine, Input } from "../../wasm/index.ts";
import type { CorpusCase } from "./corpus.ts";

const kAnswerAfterMs = 2000;
const kReplyAfterMs = 8000;
const kMinuteMs = 60_000;

export interface Reading {
  readonly outcome: string;
  /** "loop@5" */
  readonly moments: readonly string[];
}

export function play(engine: Engine, { input }: CorpusCase): Reading {
  const conversation = engine.newConversation();
  const events: CoreEvent[] = [];
  let time_ms = 0;
  const push = (record: Input, text?: string) =>
    events.push(...engine.push(conversation, record, text).events);

  const tell: Record<string, (rest: string) => void> = {
    user: (text) => {
      time_ms += kReplyAfterMs;
      push({ kind: "message", role: "user", time_ms }, text);
    },
    bot: (text) => {
      time_ms += kAnswerAfterMs;
      push({ kind: "message", role: "assistant", time_ms }, text);
    },
    error: (error) => {
      time_ms += kAnswerAfterMs;
      push({ kind: "message", role: "assistant", time_ms, error } as Input);
    },
    action: (text) => {
      time_ms += kAnswerAfterMs;
      const [action, value = "0"] = text.split(" ");
      push({ kind: "action", action, value: Number(value), time_ms } as Input);
    },
    pause: (minutes) => {
      time_ms += Number(minutes) * kMinuteMs;
    },
  };
  for (const line of input.split("\n").filter(Boolean)) {
    const [, kind = "", rest = ""] = /^(\w+): (.*)$/.exec(line) ?? [];
    const say = tell[kind];
    if (!say) throw new Error(`not a line of a dialogue: ${line}`);
    say(rest);
  }
  push({ kind: "end", reason: "idle" });
  engine.deleteConversation(conversation);
  const summary = events.at(-1) as ConversationEvent;
  const moments = events.flatMap((event) =>
    event.kind === "moment" ? [`${event.moment}@${event.turn_index}`] : [],
  );
  return { outcome: summary.outcome, moments };
}

/** What a case expects, single labels left out. */
export function expectedOf({ expected }: CorpusCase): Reading {
  const [, outcome = ""] = /^outcome: (\w+)/m.exec(expected) ?? [];
  const [, moments = ""] = /^moments: (.*)$/m.exec(expected) ?? [];
  return { outcome, moments: moments.split(" ").filter(Boolean) };
}
