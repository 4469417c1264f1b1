// What speaks for a turn and against it: marks of the site, requests, the place of the answer.
import type { ErrorClass } from "@undertone/wasm";
import type { Exchange } from "../network/exchange.ts";
import { holds, isBefore, isElement, meetingPoint, parentOf, pathOf } from "../tree.ts";
import type { Heard } from "../turn.ts";
import type { Answer, Reading } from "./answer.ts";
import { type Echo, echoIn } from "./echo.ts";
import { evidenceOf } from "./hints.ts";
import { keyOf } from "./normal.ts";
import type { Submit } from "./submit.ts";

/** Texts that are remembered to know an edited message or a repeated answer. */
const kMostKnown = 500;

export function remember(keys: Set<string>, key: string): void {
  keys.add(key);
  const [oldest] = keys;
  if (keys.size > kMostKnown && oldest !== undefined) keys.delete(oldest);
}

/** Does the site say what this is? */
export const isMarked = (node: Node): boolean =>
  pathOf(node).some((at) => isElement(at) && at.hasAttribute("data-undertone-role"));

/** What echo and composer have in common; `before`: what that was the last time. */
export function scopeOf({ composer }: Submit, echo: Node, before?: Node): Node | undefined {
  const meeting = meetingPoint(echo, composer.filter((node) => node.isConnected).slice(1));
  if (meeting && isElement(meeting)) return meeting;
  if (before && holds(before, echo)) return before;
  // Only a shadow root or the document in common.
  if (meeting) return meeting;
  return pathOf(echo)[5] ?? parentOf(echo) ?? undefined;
}

interface Asked {
  answer: Answer;
  echo: Echo;
  submit: { composer: readonly Node[] };
}

/** Text came after the echo, beside it, in a composer that was emptied: nothing else does that. */
export function isAnswered({ answer, submit, echo }: Asked, reading: Reading | undefined): boolean {
  const evidence = evidenceOf(echo.node, submit.composer[0]);
  if (evidence.isOther || !echo.isExact || !reading) return false;
  const list = answer.listOf(reading);
  return reading.text.length > 1 && list !== undefined && list !== answer.scope;
}

/** How the turn failed; undefined if some request of it brought what is `shown`. */
export function failureOf(exchanges: readonly Exchange[], shown: string): ErrorClass | undefined {
  if (exchanges.some((one) => one.isGood && one.tells(shown))) return undefined;
  return [...exchanges].reverse().find(({ failure }) => failure)?.failure;
}

/** What the network says of an answer that the site marks. */
export function heardOf(submit: Submit | undefined, answer: string): Heard | undefined {
  if (!submit) return undefined;
  const { exchanges, value } = submit;
  const error = failureOf(exchanges, answer);
  return {
    isOpen: exchanges.some(({ isOpen }) => isOpen),
    facts: {
      ...exchanges.find((one) => one.tells(answer))?.facts(`${value} ${answer}`),
      ...traceOf(exchanges),
      ...(error && { error }),
    },
  };
}

export const traceOf = (exchanges: readonly Exchange[]): Exchange["trace"] | undefined =>
  exchanges.find(({ trace }) => trace.traceId)?.trace;

/**
 * Is `echo` the same question of the turn before, drawn anew? It stands on the other side of the
 * answer that the turn before had.
 */
export function isDrawnAgain(
  echo: Node,
  answer: Answer,
  { text, nodes: [first] }: Reading,
  asked: string,
): boolean {
  const { echo: before } = answer;
  // The first of two that are shown was not drawn again.
  if (before.isConnected && before !== echo && keyOf(before.textContent ?? "") === asked)
    return false;
  const [value = ""] = text.split("\n");
  const key = keyOf(value);
  const isThere = first?.isConnected && keyOf(first.textContent ?? "").includes(key);
  const shown = isThere ? first : echoIn(answer.scope, { value, key })?.node;
  // It may be in another shadow root.
  if (shown?.getRootNode() !== echo.getRootNode()) return false;
  return answer.isDownwards !== isBefore(shown, echo);
}
