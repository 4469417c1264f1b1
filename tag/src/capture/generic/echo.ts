// Where the page shows again what the user typed.
import {
  childrenOf,
  closestTo,
  holds,
  isElement,
  meetingPoint,
  parentOf,
  pathOf,
} from "../tree.ts";
import { hasField } from "./composer.ts";
import { isLabelled, keyOf } from "./normal.ts";
import { isAside, isVeiled } from "./words.ts";

/** "You: " before, "12:03 PM" behind. */
const kLongestLabel = 24;
/** A text node may be a piece of the echo: so many elements around it may be the whole. */
const kStepsUp = 5;
const kMostNodes = 400;
const kNoEcho =
  "script,style,template,title,option,textarea,input,[contenteditable]:not([contenteditable=false])";

export interface Echo {
  node: Node;
  /** the text and nothing else */
  isExact: boolean;
}

/** What is searched for. */
export interface Sought {
  value: string;
  key: string;
}

/** The innermost node in `node` that shows it; of several the last. */
export function echoIn(node: Node, sought: Sought): Echo | undefined {
  if (isElement(node) && (node.matches(kNoEcho) || isAside(node))) return undefined;
  const children = [...childrenOf(node)];
  const isHost = isElement(node) && node.shadowRoot;
  const text = isHost ? "" : (node.textContent ?? "");
  const key = text.length < sought.value.length / 2 ? "" : keyOf(text);
  if (!key.includes(sought.key) && !mayHideRoots(node)) return undefined;
  if (isElement(node) && isVeiled(node)) return undefined;
  for (const child of children.reverse()) {
    const found = echoIn(child, sought);
    if (found) return found;
  }
  // What stands in a text field is part of the text of all that holds it, and no echo.
  if (isElement(node) && hasField(node)) return undefined;
  if (key === sought.key) return { node, isExact: true };
  if (isLabelled(text, sought.value, kLongestLabel)) return { node, isExact: false };
  return undefined;
}

/** A text inside a shadow root is no text of what holds the host. */
function mayHideRoots(node: Node): boolean {
  if (!isElement(node)) return false;
  return [node, ...node.querySelectorAll("*")].some(
    ({ shadowRoot, tagName }) => shadowRoot || tagName === "SLOT",
  );
}

/** The node or what is just around it, if that shows it. */
function echoAround(node: Node, sought: Sought): Echo | undefined {
  let found: Echo | undefined;
  let at: Node | null = node;
  for (let step = 0; at && step < kStepsUp; ++step) {
    const inside: Echo | undefined =
      step === 0 || isWhole(at, sought) ? echoIn(at, sought) : undefined;
    if (inside?.isExact) return inside;
    found ??= inside;
    if (found || keyOf(at.textContent ?? "").length > sought.key.length + kLongestLabel) break;
    at = parentOf(at);
  }
  return found;
}

/** Says a node what is sought, and nothing else? */
function isWhole(node: Node, sought: Sought): boolean {
  return isElement(node) && keyOf(node.textContent ?? "") === sought.key;
}

const kFarOff = "nav,header,title,h1,[role=navigation],[role=tab],[role=menuitem],[role=heading]";

function isHiddenCopy(node: Node): boolean {
  for (const at of pathOf(node).slice(0, 8)) {
    if (!isElement(at)) continue;
    if (isAside(at) || isVeiled(at) || at.matches("[aria-hidden=true]")) return true;
  }
  return false;
}

/**
 * The best echo in what changed. Of several the one nearest to the composer: a list of earlier
 * chats may show the text, too.
 */
export function findEcho(
  changed: Iterable<Node>,
  sought: Sought,
  composer: readonly Node[],
): Echo | undefined {
  let best: (Echo & { rank: number }) | undefined;
  const field = composer[0];
  let looked = 0;
  for (const node of changed) {
    if (++looked > kMostNodes) break;
    if (!node.isConnected) continue;
    if (field && holds(field, node)) continue;
    const echo = echoAround(node, sought);
    if (!echo || isHiddenCopy(echo.node)) continue;
    const meeting = meetingPoint(echo.node, composer);
    let rank = meeting ? pathOf(meeting).length : 0;
    if (closestTo(echo.node, kFarOff)) rank -= 100;
    if (echo.isExact) rank += 0.5;
    if (!best || rank >= best.rank) best = { ...echo, rank };
  }
  return best;
}
