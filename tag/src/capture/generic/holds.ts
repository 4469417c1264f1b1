// What keeps an answer open although its text is quiet.
import { isElement, holds as isInside } from "../tree.ts";
import { kStop, meaningOf } from "./hints.ts";
import { hasCursor } from "./words.ts";

const kBusy =
  "[aria-busy=true],[data-undertone-streaming],[data-streaming=true],[data-state=streaming]";

/** Buttons at either end of a chat that are asked what they do. */
const kButtons = 50;

/** Animations that never end and were there while nothing was answered: decoration. */
export type Decoration = WeakSet<Element>;

function endlessTargets(scope: Element): Element[] {
  const found: Element[] = [];
  const roots: DocumentOrShadowRoot[] = [scope.getRootNode() as Document];
  if (scope.shadowRoot) roots.push(scope.shadowRoot);
  for (const root of roots) {
    for (const animation of root.getAnimations()) {
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

export const isDisabled = (field: Element): boolean =>
  field.matches(
    ":disabled,[aria-disabled=true],[readonly],[contenteditable=false],[data-disabled=true]",
  );

/** Does `part` say that more is to come, by a mark on it, in it or around it? */
export const isBusy = (part: Element): boolean =>
  part.closest(kBusy) !== null || part.querySelector(kBusy) !== null;

export interface HoldsOf {
  scope: Node;
  /** the text field, if it is known */
  field: Element | undefined;
  /** parts of the answer */
  nodes: readonly Node[];
  decoration: Decoration;
}

/** Does the page look as if more is to come? */
export function isHeld({ scope, field, nodes, decoration }: HoldsOf): boolean {
  if (field?.isConnected && isDisabled(field)) return true;
  if (!isElement(scope) || !scope.isConnected) return false;
  const says = (part: Node): boolean => isElement(part) && (hasCursor(part) || isBusy(part));
  if (nodes.some(says) || isBusy(scope)) return true;
  const buttons = scope.querySelectorAll("button,[role=button]");
  for (let at = 0; at < buttons.length; ++at) {
    // A long history has thousands: composer and answer are at its ends.
    if (at === kButtons) at = Math.max(at, buttons.length - kButtons);
    const button = buttons[at] as Element;
    if (!kStop.test(meaningOf(button)) || isDisabled(button)) continue;
    if (button.checkVisibility?.({ checkVisibilityCSS: true }) !== false) return true;
  }
  return endlessTargets(scope).some((target) => !decoration.has(target) && isInside(scope, target));
}
