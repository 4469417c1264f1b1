// What page and worker say to each other, and what the lazily added scripts bring. Text goes only
// to the worker; what comes back has none.
import type { CoreEvent, EngineKind, Entity, Input, Taxonomy } from "@undertone/wasm";
import type { Capture, CaptureOptions, Safely, TurnSink } from "../capture/turn.ts";
import type { DeepMode, DeepOptions } from "../deep/options.ts";
import type { Inspect } from "../inspector/inspector.ts";

export type ToWorker =
  | { type: "start"; wasm: string | undefined }
  | { type: "model"; id: number; bytes: string }
  | { type: "topics"; id: number; topics: Taxonomy }
  | {
      type: "push";
      id: number;
      conversation: string;
      input: Input;
      text: string;
      /** of a deep model: the last message of the conversation once more */
      scores?: readonly number[];
    }
  | { type: "forget"; id: number; conversation: string }
  | { type: "inspect"; id: number; text: string };

export type FromWorker =
  | { type: "ready"; engine: EngineKind }
  | { type: "failed" }
  | { type: "events"; id: number; events: CoreEvent[]; margin?: number }
  | { type: "entities"; id: number; entities: readonly Entity[] }
  /** the engine refused this one; it goes on */
  | { type: "refused"; id: number };

/** A running engine as the page sees it. */
export interface Link {
  engine: EngineKind;
  /** `bytes` of the model file, base64 */
  loadModel(bytes: string): void;
  /** after the models */
  addTopics(topics: Taxonomy): void;
  push(
    conversation: string,
    input: Input,
    text: string,
    /** the events, or undefined if the engine could not; the margin as Output has it */
    settle: (events: CoreEvent[] | undefined, margin?: number) => void,
  ): void;
  /** The last push, a user's message, once more with what a deep model says of it. */
  rescore(
    conversation: string,
    input: Input,
    text: string,
    scores: readonly number[],
    settle: (events: CoreEvent[] | undefined) => void,
  ): void;
  /** Tells what is known of turns that are still being looked at: the page closes. */
  tellHeld?(): void;
  inspect(text: string): Promise<readonly Entity[]>;
  forget(conversation: string): void;
  stop(): void;
}

export interface ConnectOptions {
  /** a worker that the site hosts; else one is made from the script's own source */
  workerUrl: string | undefined;
  timeoutMs: number;
  trustedUrl(url: string): string;
  /** The engine is gone. */
  onLost(): void;
  /** Something went wrong inside. */
  onError(): void;
}

/** What an engine script brings. */
export interface EnginePart {
  part: "engine";
  /** Rejects if the engine does not become ready in time. */
  connect(options: ConnectOptions): Promise<Link>;
}

/** What a model script brings. */
export interface ModelPart {
  part: "model";
  language: string;
  /** base64 */
  bytes: string;
}

/** What the capture script brings. */
export interface CapturePart {
  part: "capture";
  /** Begins to watch; nothing if another tag watches this page. */
  start(
    sink: TurnSink,
    nowMs: () => number,
    safely: Safely,
    options?: CaptureOptions,
  ): Capture | undefined;
}

export interface DeepContext {
  options: DeepOptions;
  mode: DeepMode;
  /** of the scripts */
  folder: string;
  trustedUrl(url: string): string;
  onError(): void;
}

/** What the deep script brings. */
export interface DeepPart {
  part: "deep";
  /** The engine with a second opinion. */
  wrap(link: Link, context: DeepContext): Link;
}

/** What the inspector's scripts bring. */
export interface InspectorPart {
  part: "inspector";
  /** Rejects where the core can run in no form. */
  open(onError: () => void, load: (name: string) => Promise<unknown>): Promise<Inspect>;
}

export type Part = EnginePart | ModelPart | CapturePart | DeepPart | InspectorPart;
