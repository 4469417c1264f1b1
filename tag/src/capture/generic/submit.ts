import type { Exchange } from "../network/exchange.ts";
import type { Sought } from "./echo.ts";

/** A text that may have been sent: its echo will tell. */
export interface Submit extends Sought {
  sentMs: number;
  edits: number;
  typingMs: number | undefined;
  pasted: number;
  /** a button with the text was pressed, nothing was typed */
  isChip: boolean;
  /** an earlier message was changed */
  isEdit: boolean;
  composer: readonly Node[];
  exchanges: Exchange[];
  /** of these, the ones over channels that were open before */
  channels: Map<object, Exchange>;
}
