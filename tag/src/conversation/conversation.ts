// One conversation as the page knows it: ids, turns, when it ends. What was said is not kept.
import type { ConversationEvent } from "@undertone/wasm";
import { hashOf } from "../event/hashOf.ts";
import { randomId } from "../event/randomId.ts";
import { Unscored } from "./unscored.ts";

/** A conversation ends after this long without a turn (SIGNALS section 3). */
export const kConversationIdleMs = 30 * 60 * 1000;

export class Conversation {
  readonly id = randomId();
  readonly unscored = new Unscored();
  /** page time of the last activity */
  lastMs: number;
  /** the newest summary, scored or not */
  summary: ConversationEvent | undefined;

  constructor(readonly beginMs: number) {
    this.lastMs = beginMs;
  }

  isIdle(nowMs: number): boolean {
    return nowMs - this.lastMs > kConversationIdleMs;
  }
}

/** Is the conversation among the `percent` that are sent? The same answer everywhere and always. */
export function isSampled(conversationId: string | undefined, percent: number): boolean {
  return conversationId === undefined || (hashOf(conversationId) / 2 ** 32) * 100 < percent;
}
