// A caught turn as an input of the engine. Pages pass anything: what is no count or not in its
// closed list is left out, so nothing but numbers and enumerators goes on from here.
import type { ActionInput, Envelope, FinishReason, MessageInput } from "@undertone/wasm";
import { Action, ErrorClass } from "../../../wasm/abi.gen.ts";
import type { ActionTurn, MessageTurn } from "../capture/turn.ts";
import { known } from "../known.ts";

/** The largest number of an input. */
const kMax = 2 ** 32 - 1;

export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? Math.min(Math.round(value), kMax) : undefined;
}

const timeOf = (turn: MessageTurn | ActionTurn, beginMs: number): number =>
  countOf(turn.timeMs) ?? countOf(turn.atMs - beginMs) ?? 0;

export const messageInput = (turn: MessageTurn, beginMs: number): MessageInput =>
  known<MessageInput>({
    kind: "message",
    role: turn.role,
    time_ms: timeOf(turn, beginMs),
    edits: countOf(turn.edits),
    latency_ms: countOf(turn.latencyMs),
    first_token_ms: countOf(turn.firstTokenMs),
    stalls: countOf(turn.stalls),
    error: ErrorClass.find((name) => name === turn.error),
  });

export function actionInput(turn: ActionTurn, beginMs: number): ActionInput | undefined {
  const action = Action.find((name) => name === turn.action);
  if (!action) return undefined;
  return known<ActionInput>({
    kind: "action",
    action,
    time_ms: timeOf(turn, beginMs),
    turn_index: countOf(turn.turnIndex),
    value: countOf(turn.value),
  });
}

/** Every reason; a page may give any string. */
const kFinishReasons: readonly FinishReason[] = [
  "stop",
  "length",
  "tool_calls",
  "content_filter",
  "error",
  "other",
];

/** What the envelope of a message tells of its turn alone. */
export type Facts = Pick<
  Envelope,
  | "response_model"
  | "finish_reasons"
  | "input_tokens"
  | "output_tokens"
  | "typing_ms"
  | "pasted_codepoints"
>;

export function factsOf(turn: MessageTurn): Facts {
  const reasons = kFinishReasons.filter((name) => name === turn.finishReason);
  return known<Facts>({
    response_model: /^[\w.:/-]{1,64}$/.exec(turn.model ?? "")?.[0],
    finish_reasons: reasons[0] && reasons,
    input_tokens: countOf(turn.inputTokens),
    output_tokens: countOf(turn.outputTokens),
    typing_ms: countOf(turn.typingMs),
    pasted_codepoints: countOf(turn.pasted) || undefined,
  });
}

/** The trace of a turn, if these are W3C trace and span ids. */
export function traceOf(turn: { traceId?: unknown; spanId?: unknown }): {
  traceId?: string;
  spanId?: string;
} {
  return known({
    traceId: /^[0-9a-f]{32}$/.exec(turn.traceId as string)?.[0],
    spanId: /^[0-9a-f]{16}$/.exec(turn.spanId as string)?.[0],
  });
}
