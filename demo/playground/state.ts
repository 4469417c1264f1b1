// All that the page knows. Everything that shows text stays in this object, in this tab.
import type {
  AssistantMessageEvent,
  ConversationEvent,
  Envelope,
  MomentEvent,
  Outcome,
  SignalEvent,
  UserMessageEvent,
} from "undertone";
import type { Theme } from "../shared/parts/top.tsx";
import type { Scenario } from "./bot/scenarios.ts";

export interface Message {
  readonly id: number;
  readonly role: "user" | "assistant";
  readonly text: string;
  /** more of it is coming */
  readonly streaming: boolean;
}

export type TurnSignals = Envelope & (UserMessageEvent | AssistantMessageEvent);

/** A request as it left the page. */
export interface Sent {
  readonly id: number;
  readonly at: Date;
  readonly method: string;
  readonly url: string;
  readonly how: "fetch" | "beacon";
  readonly contentType: string;
  /** exactly what went out */
  readonly bytes: Uint8Array;
  readonly isGzip: boolean;
  /** inflated, as text */
  readonly text: string;
  /** size with gzip, whether or not it was sent so */
  readonly gzipBytes: number;
  readonly records: number;
  readonly status: number | "pending" | "failed";
}

export interface Arrived {
  readonly arrival: number;
  readonly received_ms: number;
  readonly event: SignalEvent;
}

/** An outcome and the turn after which it held. */
export interface Standing {
  readonly outcome: Outcome;
  readonly turns: number;
}

export type Speed = "natural" | "fast" | "instant";

export interface State {
  readonly messages: readonly Message[];
  readonly signals: ReadonlyMap<number, TurnSignals>;
  readonly conversation: (Envelope & ConversationEvent) | undefined;
  readonly standings: readonly Standing[];
  readonly moments: readonly (Envelope & MomentEvent)[];
  /** conversations of earlier scenarios; their late events are not shown */
  readonly past: ReadonlySet<string>;
  readonly sent: readonly Sent[];
  readonly arrived: readonly Arrived[];
  readonly engine: Envelope["engine"] | "starting";
  readonly scenario: Scenario | undefined;
  readonly playing: boolean;
  /** the bot prepares an answer */
  readonly thinking: boolean;
  readonly speed: Speed;
  readonly theme: Theme;
  /** turn that the reader points at, in any panel */
  readonly focusTurn: number | undefined;
  readonly focusSent: number | undefined;
}

export const initialState: State = {
  messages: [],
  signals: new Map(),
  conversation: undefined,
  standings: [],
  moments: [],
  past: new Set(),
  sent: [],
  arrived: [],
  engine: "starting",
  scenario: undefined,
  playing: false,
  thinking: false,
  speed: "natural",
  theme: "auto",
  focusTurn: undefined,
  focusSent: undefined,
};

export type Update = (change: Partial<State> | ((state: State) => Partial<State>)) => void;

export interface Store {
  readonly get: () => State;
  readonly update: Update;
}

/** Calls `changed` once per frame at most, with the latest state. */
export function createStore(initial: State, changed: (state: State) => void): Store {
  let state = initial;
  let waiting = false;
  const update: Update = (change) => {
    state = { ...state, ...(typeof change === "function" ? change(state) : change) };
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      changed(state);
    });
  };
  return { get: () => state, update };
}

/** What is shown of a conversation, emptied. */
export function emptied(state: State): Partial<State> {
  const id = state.conversation?.conversation_id;
  return {
    messages: [],
    signals: new Map(),
    conversation: undefined,
    standings: [],
    moments: [],
    past: id ? new Set([...state.past, id]) : state.past,
    scenario: undefined,
    thinking: false,
    focusTurn: undefined,
  };
}
