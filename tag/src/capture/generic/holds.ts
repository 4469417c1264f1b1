// What keeps an answer open although its text is quiet.
import { isElement, holds as isInside } from "../tree.ts";
import { kStop, meaningOf } from "./hints.ts";
import { hasCursor } from "./words.ts";

const kBusy =
  "[aria-busy=true],[data-undertone-streaming],[data-streaming=true],[data-state=streaming]";

/** Animations that never end and were there while nothing was answered: decoration. */
export type Decoration = WeakSet<Element>;

function endlessTargets(scope: Element): Element[] {
  const found: Element[] = [];
  const roots: { getAnimations?: () => Animation[] }[] = [scope.getRootNode() as Document];
  if (scope.shadowRoot) roots.push(scope.shadowRoot);
  for (const root of roots) {
    for (const animation of root.getAnimations?.() ?? []) {
      const { target } = (animation.effect ?? {}) as KeyframeEffect;
      const isEndless =
        animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
      if (target && isEndless && animation.playState === "running") found.push(target);
    }
  }
  return found;
}

/** Notes what moves without an answer being on its way. */
export function noteDecoration(scope: Node, decoration: Decoration): void {
  if (!isElement(scope)) return;
  for (const target of endlessTargets(scope)) decoration.add(target);
}

function isDisabled(field: Element): boolean {
  return field.matches(
    ":disabled,[aria-disabled=true],[readonly],[contenteditable=false],[data-disabled=true]",
  );
}

export interface HoldsOf {
  scope: Node;
  /** the text field, if it is known */
  field: Element | undefined;
  /** parts of the answer */
  parts: readonly Node[];
  decoration: Decoration;
}

/** Does the page look as if more is to come? */
export function isHeld({ scope, field, parts, decoration }: HoldsOf): boolean {
  if (field?.isConnected && isDisabled(field)) return true;
  if (!isElement(scope) || !scope.isConnected) return false;
  for (const part of parts) {
    if (!isElement(part)) continue;
    // As it is seen: a cursor may only be hidden in the end.
    if (hasCursor((part as HTMLElement).innerText ?? "")) return true;
    if (part.closest(kBusy) || part.querySelector(kBusy)) return true;
  }
  if (scope.querySelector(kBusy)) return true;
  for (const button of scope.querySelectorAll("button,[role=button]")) {
    if (!kStop.test(meaningOf(button)) || isDisabled(button)) continue;
    if (button.checkVisibility?.({ checkVisibilityCSS: true }) !== false) return true;
  }
  return endlessTargets(scope).some((target) => !decoration.has(target) && isInside(scope, target));
}
