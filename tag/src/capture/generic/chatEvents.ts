import type { Action } from "@undertone/wasm";
import type { MessageTurn } from "../turn.ts";

/** What a chat tells. */
export interface ChatEvents {
  said(turn: Omit<MessageTurn, "type" | "caught">): number | undefined;
  /** An answer is complete; its parts on the page. */
  answered(
    turnIndex: number | undefined,
    nodes: readonly Node[],
    /** what the user did while it was awaited */
    meanwhile: readonly Action[],
  ): void;
  /** `scope` is what the chat takes up. */
  found(scope: Node): void;
  edited(): void;
  nowMs(): number;
  /** Runs `call` after `ms`, and nothing it throws gets out. */
  later(call: () => void, ms: number): () => void;
}
