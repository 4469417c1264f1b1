// A caught turn as an input of the engine. Pages pass anything: what is no count or not in its
// closed list is left out, so nothing but numbers and enumerators goes on from here.
import type { ActionInput, MessageInput } from "@undertone/wasm";
import { Action, ErrorClass } from "../../../wasm/abi.gen.ts";
import type { ActionTurn, MessageTurn } from "../capture/turn.ts";

/** The largest number of an input. */
const kMax = 2 ** 32 - 1;

export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? Math.min(Math.round(value), kMax) : undefined;
}

/** Sets the fields whose value is known. */
function withKnown<T extends object>(record: T, fields: Partial<Record<keyof T, unknown>>): T {
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) Object.assign(record, { [name]: value });
  }
  return record;
}

export function messageInput(turn: MessageTurn, beginMs: number): MessageInput {
  const input: MessageInput = {
    kind: "message",
    role: turn.role,
    time_ms: countOf(turn.timeMs) ?? countOf(turn.atMs - beginMs) ?? 0,
  };
  return withKnown(input, {
    edits: countOf(turn.edits),
    latency_ms: countOf(turn.latencyMs),
    first_token_ms: countOf(turn.firstTokenMs),
    stalls: countOf(turn.stalls),
    error: ErrorClass.find((name) => name === turn.error),
  });
}

export function actionInput(turn: ActionTurn, beginMs: number): ActionInput | undefined {
  const action = Action.find((name) => name === turn.action);
  if (!action) return undefined;
  const input: ActionInput = {
    kind: "action",
    action,
    time_ms: countOf(turn.timeMs) ?? countOf(turn.atMs - beginMs) ?? 0,
  };
  return withKnown(input, { turn_index: countOf(turn.turnIndex), value: countOf(turn.value) });
}

/** The trace of a turn, if these are W3C trace and span ids. */
export function traceOf(turn: { traceId?: unknown; spanId?: unknown }): {
  traceId?: string;
  spanId?: string;
} {
  const isHex = (id: unknown, digits: number): id is string =>
    typeof id === "string" && id.length === digits && /^[0-9a-f]+$/.test(id);
  return {
    ...(isHex(turn.traceId, 32) && { traceId: turn.traceId }),
    ...(isHex(turn.spanId, 16) && { spanId: turn.spanId }),
  };
}
