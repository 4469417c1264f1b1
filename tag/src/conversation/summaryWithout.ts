import type { ConversationEvent, EndReason } from "@undertone/wasm";
import type { Conversation } from "./conversation.ts";

/** The summary without an engine; what an engine found out earlier stays. */
export function summaryWithout(
  { summary, unscored }: Conversation,
  endReason: EndReason,
): ConversationEvent {
  const seen = unscored.summary(endReason);
  if (!summary || summary.model_version === 0) return seen;
  const { final, end_reason, user_turns, assistant_turns, duration_ms, errors, stalls, actions } =
    seen;
  const counted = { user_turns, assistant_turns, duration_ms, errors, stalls, actions };
  return { ...summary, final, end_reason, ...counted };
}
