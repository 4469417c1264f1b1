// What any way of capture hands on: one stream of turns, however they were caught.
import type { Action, ErrorClass, FinishReason } from "@undertone/wasm";

interface Caught {
  /** page time (`Clock.elapsedMs`) at which it happened */
  atMs: number;
  /** as the site timed it, since the conversation began; instead of `atMs` */
  timeMs?: number | undefined;
  /** how it was caught: by the site's calls, its attributes, its vendor, or by what every chat does */
  caught: "api" | "attribute" | "vendor" | "generic";
  /** how sure it is that this is what the user saw, [0, 1] */
  confidence: number;
}

/** What a service tells about an answer beside its words: numbers and names. */
export interface ModelFacts {
  model?: string;
  finishReason?: FinishReason;
  inputTokens?: number;
  outputTokens?: number;
}

export interface MessageTurn extends Caught, ModelFacts {
  type: "message";
  role: "user" | "assistant";
  /** goes to the worker and nowhere else */
  text: string;
  edits?: number | undefined;
  /** first key to sending */
  typingMs?: number | undefined;
  /** code points of it that were pasted */
  pasted?: number | undefined;
  latencyMs?: number | undefined;
  firstTokenMs?: number | undefined;
  stalls?: number | undefined;
  error?: ErrorClass | undefined;
  traceId?: string | undefined;
  spanId?: string | undefined;
}

/** What the network says of an answer. */
export interface Heard {
  /** more of it may come */
  isOpen: boolean;
  facts: ModelFacts & Pick<MessageTurn, "error" | "traceId" | "spanId">;
}

/** Of the answer that the page shows; undefined if no request is known. */
export type Hears = (answer: string) => Heard | undefined;

export interface ActionTurn extends Caught {
  type: "action";
  action: Action;
  turnIndex?: number | undefined;
  value?: number | undefined;
}

export type Turn = MessageTurn | ActionTurn;

/** Returns the index of a message in its conversation. */
export type TurnSink = (turn: Turn) => number | undefined;

/** A way of capture that has to be told when the page goes. */
export interface Capture {
  /** The page closes, or, with `restart`, another conversation begins: finish what can be finished. */
  leave(restart?: boolean): void;
  stop(): void;
}

/** What of the site's options is the capture's business. */
export interface CaptureOptions {
  traceparent?: boolean | readonly string[] | undefined;
  ignore?: string | undefined;
}

/** Makes a call harmless to the page. */
export type Safely = <Args extends unknown[]>(
  call: (...args: Args) => void,
) => (...args: Args) => void;
