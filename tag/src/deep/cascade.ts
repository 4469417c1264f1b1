// An engine with a second opinion. A turn goes to the core first; where that is unsure the deep model
// is asked, and what it says takes the turn's place before anything is told. The next input of the
// same conversation waits, at most for the time limit of one question.
import type { CoreEvent, Input, UserMessageEvent } from "@undertone/wasm";
import type { Link } from "../worker/protocol.ts";
import type { Finding, Question } from "./protocol.ts";

type Settle = (events: CoreEvent[] | undefined) => void;

interface Turn {
  readonly input: Input;
  readonly text: string;
  /** taken when the turn is settled */
  settle: Settle | undefined;
  /** what the core said, while the deep model is asked */
  core?: CoreEvent[] | undefined;
}

/** The inputs of one conversation, one after the other, and what was said last. */
interface Lane {
  readonly turns: Turn[];
  current?: Turn | undefined;
  answer?: string | undefined;
  /** newest first */
  readonly earlier: string[];
  isOver: boolean;
}

/** User turns that a request may be asked again from (core/base/limits.h). */
const kEarlierTurns = 3;
/** With more than these waiting, the core's word is enough: a log is played, or the page is late. */
const kLongLane = 8;

export interface DeepModel {
  /** Calls back once, with nothing if there is no finding in time. */
  ask(question: Question, settle: (finding: Finding | undefined) => void): void;
  /** `margin` as the engine's Output has it */
  isWorthAsking(event: UserMessageEvent, margin: number): boolean;
  stop(): void;
}

export function cascade(core: Link, deep: DeepModel): Link {
  const lanes = new Map<string, Lane>();

  function push(conversation: string, input: Input, text: string, settle: Settle): void {
    let lane = lanes.get(conversation);
    if (!lane) {
      lane = { turns: [], earlier: [], isOver: false };
      lanes.set(conversation, lane);
    }
    lane.turns.push({ input, text, settle });
    if (!lane.current) advance(conversation, lane);
  }

  function advance(conversation: string, lane: Lane): void {
    const turn = lane.turns.shift();
    lane.current = turn;
    if (turn) {
      core.push(conversation, turn.input, turn.text, (events, margin) =>
        weigh(conversation, lane, turn, events, margin),
      );
    } else if (lane.isOver) {
      core.forget(conversation);
      lanes.delete(conversation);
    }
  }

  /** The core has spoken. */
  function weigh(
    conversation: string,
    lane: Lane,
    turn: Turn,
    events: CoreEvent[] | undefined,
    margin = 0,
  ) {
    const question = { text: turn.text, answer: lane.answer, earlier: [...lane.earlier] };
    remember(lane, turn);
    const event = events?.[0];
    const asks =
      event?.kind === "user_message" &&
      lane.turns.length <= kLongLane &&
      turn.settle &&
      deep.isWorthAsking(event, margin);
    if (!asks) return finish(conversation, lane, turn, events);
    turn.core = events;
    deep.ask(question, (finding) => {
      // Settled: the page closes, and the core's word was told.
      if (!finding || !turn.settle) return finish(conversation, lane, turn, turn.core);
      core.rescore(conversation, turn.input, turn.text, finding.scores, (rescored) => {
        const told = rescored ?? turn.core;
        const { topic } = finding;
        if (told?.[0] && topic !== undefined) told[0] = { ...told[0], topic } as CoreEvent;
        finish(conversation, lane, turn, told);
      });
    });
  }

  function finish(conversation: string, lane: Lane, turn: Turn, events: CoreEvent[] | undefined) {
    settle(turn, events);
    advance(conversation, lane);
  }

  function settle(turn: Turn, events: CoreEvent[] | undefined): void {
    const tell = turn.settle;
    turn.settle = undefined;
    tell?.(events);
  }

  return {
    engine: core.engine,
    loadModel: (bytes) => core.loadModel(bytes),
    addTopics: (topics) => core.addTopics(topics),
    inspect: (text) => core.inspect(text),
    rescore: (...given) => core.rescore(...given),
    push,
    forget(conversation) {
      const lane = lanes.get(conversation);
      if (!lane) return core.forget(conversation);
      lane.isOver = true;
      if (!lane.current) advance(conversation, lane);
    },
    tellHeld() {
      for (const { current } of lanes.values()) if (current?.core) settle(current, current.core);
    },
    stop() {
      deep.stop();
      this.tellHeld?.();
      core.stop();
    },
  };
}

function remember(lane: Lane, { input, text }: Turn): void {
  if (input.kind !== "message") return;
  if (input.role === "assistant") lane.answer = text;
  if (input.role !== "user") return;
  lane.answer = undefined;
  lane.earlier.unshift(text);
  lane.earlier.length = Math.min(lane.earlier.length, kEarlierTurns);
}
