// What the user does with answers: copies, reads, rates, asks again, clicks. Ways of capture say which
// part of the page is which answer; the rest is the same for all of them.
import type { Action } from "@undertone/wasm";
import { kCopy, kRegenerate, kStop, kThumbsDown, kThumbsUp, meaningOf } from "./generic/hints.ts";
import { holds, isBefore, isElement, pathOf } from "./tree.ts";
import type { TurnSink } from "./turn.ts";
import { watchReading } from "./watchReading.ts";

/** More than three clicks on one element within a second (SIGNALS section 2). */
const kRageClicks = 4;
const kRageMs = 1000;

/** Answers that are remembered with their places. */
const kRemembered = 50;
/** How far from an answer its buttons may be, in steps up the page. */
const kStepsUp = 6;

const kButton = "button,[role=button],input[type=button],a:not([href])";

interface Known {
  turnIndex: number;
  nodes: readonly Node[];
}

export interface Behaviour {
  /** `nodes` show the answer `turnIndex`. */
  answered(turnIndex: number | undefined, nodes: readonly Node[]): void;
  /** The user goes on: the answer before is read. */
  wentOn(): void;
  /** A click on something whose meaning is known. */
  pressed(target: Element): void;
  /** A click; tells what it meant. `isAnswering`: an answer is on its way. */
  clicked(target: Element, isInChat: boolean, isAnswering: boolean): Action | undefined;
  copied(target: Element): void;
  report(action: Action, turnIndex?: number, value?: number): void;
  leave(): void;
  stop(): void;
}

export function createBehaviour(
  sink: TurnSink,
  nowMs: () => number,
  caught: "attribute" | "generic",
): Behaviour {
  let known: Known[] = [];
  let clickedOn: Element | undefined;
  let clicks: number[] = [];
  const reading = watchReading(nowMs, (turnIndex, ms) => report("read", turnIndex, ms));

  function report(action: Action, turnIndex?: number, value?: number): void {
    const confidence = caught === "attribute" ? 1 : 0.8;
    sink({ type: "action", action, turnIndex, value, atMs: nowMs(), caught, confidence });
  }

  function indexOf(target: Element): number | undefined {
    for (const { nodes, turnIndex } of known) {
      if (nodes.some((node) => holds(node, target))) return turnIndex;
    }
    return undefined;
  }

  /** The answer that a button beside it is about. */
  function indexNear(target: Element): number | undefined {
    const inside = indexOf(target);
    if (inside !== undefined) return inside;
    for (const around of pathOf(target).slice(0, kStepsUp)) {
      const near = known.filter(({ nodes }) => nodes.some((node) => holds(around, node)));
      if (near.length > 0) {
        const before = near.filter(({ nodes: [node] }) => node && isBefore(node, target));
        return (before.pop() ?? near[0])?.turnIndex;
      }
    }
    return undefined;
  }

  function clicked(target: Element, isInChat: boolean, isAnswering: boolean): Action | undefined {
    const inside = indexOf(target);
    const isNear = isInChat || inside !== undefined;
    if (isNear) pressed(target);
    const button = target.closest(kButton);
    if (button && isNear) {
      const action = actionOf(meaningOf(button), isAnswering);
      // Told with the answer that is stopped: it has no index yet.
      if (action === "stopped") return action;
      const about = indexNear(button);
      if (action && about !== undefined) {
        report(action, about);
        return action;
      }
    }
    if (inside !== undefined && target.closest("a[href]")) {
      report("clicked_link", inside);
      return "clicked_link";
    }
    return undefined;
  }

  function pressed(target: Element): void {
    const now = nowMs();
    if (clickedOn !== target) clicks = [];
    clickedOn = target;
    clicks = [...clicks.filter((ms) => now - ms < kRageMs), now];
    if (clicks.length === kRageClicks) report("rage_click", indexOf(target));
  }

  return {
    answered(turnIndex, nodes) {
      if (turnIndex === undefined || nodes.length === 0) return;
      known = [...known.slice(1 - kRemembered), { turnIndex, nodes }];
      const elements = nodes.map((node) => (isElement(node) ? node : node.parentElement));
      const element = elements.filter(isElement).pop();
      const codeUnits = nodes.reduce((sum, node) => sum + (node.textContent ?? "").length, 0);
      if (element) reading.start(element, turnIndex, codeUnits);
    },
    wentOn: () => reading.end(),
    pressed,
    clicked,
    copied(target) {
      const turnIndex = indexOf(target);
      if (turnIndex !== undefined) report("copied", turnIndex);
    },
    report,
    leave: () => reading.end(),
    stop: () => reading.stop(),
  };
}

function actionOf(meaning: string, isAnswering: boolean): Action | undefined {
  if (isAnswering && kStop.test(meaning)) return "stopped";
  if (kRegenerate.test(meaning)) return "regenerated";
  if (kThumbsDown.test(meaning)) return "thumbs_down";
  if (kThumbsUp.test(meaning)) return "thumbs_up";
  return kCopy.test(meaning) ? "copied" : undefined;
}
