// One conversation as the page knows it: ids, turns, when it ends. What was said is not kept.
import type { ConversationEvent } from "@undertone/wasm";
import { hashOf } from "../event/hashOf.ts";
import { randomId } from "../event/randomId.ts";
import type { Facts } from "./inputOf.ts";
import { Unscored } from "./unscored.ts";

/** A conversation ends after this long without a turn (SIGNALS section 3). */
export const kConversationIdleMs = 30 * 60 * 1000;

/** Turns whose facts are kept; later ones are told again rarely. */
const kRemembered = 100;

export class Conversation {
  readonly id = randomId();
  readonly unscored = new Unscored();
  /** of the newest turns, by index: an answer is told again when the user does something with it */
  readonly facts = new Map<number, Facts>();
  /** page time of the last activity */
  lastMs: number;
  /** the newest summary, scored or not */
  summary: ConversationEvent | undefined;

  constructor(readonly beginMs: number) {
    this.lastMs = beginMs;
  }

  /** Keeps what is known of a turn beside its scores. */
  note(turnIndex: number, facts: Facts): void {
    this.facts.set(turnIndex, facts);
    this.facts.delete(turnIndex - kRemembered);
  }

  isIdle(nowMs: number): boolean {
    return nowMs - this.lastMs > kConversationIdleMs;
  }
}

/** Is the conversation among the `percent` that are sent? The same answer everywhere and always. */
export function isSampled(conversationId: string | undefined, percent: number): boolean {
  return conversationId === undefined || (hashOf(conversationId) / 2 ** 32) * 100 < percent;
}
