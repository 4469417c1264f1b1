// What page and worker say to each other. Text goes only to the worker; what comes back has none.
import type { CoreEvent, EngineKind, Entity, Input } from "@undertone/wasm";

export type ToWorker =
  | { type: "start"; wasm?: string }
  | { type: "model"; id: number; bytes: string }
  | { type: "push"; id: number; conversation: string; input: Input; text: string }
  | { type: "forget"; id: number; conversation: string }
  | { type: "inspect"; id: number; text: string };

export type FromWorker =
  | { type: "ready"; engine: EngineKind }
  | { type: "failed" }
  | { type: "events"; id: number; events: CoreEvent[] }
  | { type: "entities"; id: number; entities: readonly Entity[] }
  /** the engine refused this one; it goes on */
  | { type: "refused"; id: number };

/** What an engine script brings. Strings of bytes are base64. */
export interface EnginePart {
  part: "engine";
  /** the worker's source */
  worker: string;
  wasm?: string;
}

/** What a model script brings. */
export interface ModelPart {
  part: "model";
  language: string;
  bytes: string;
}

export type Part = EnginePart | ModelPart;
