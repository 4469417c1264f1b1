import { define, overheard, replace } from "./network/watcher.ts";
import { isDocument, isElement } from "./tree.ts";
import type { Safely } from "./turn.ts";

/** Calls for an event, with the element it came from. */
export type Hear = (name: string, call: (event: Event, target: Element) => void) => void;

export interface RootListener {
  /** Something changed below a root that is watched, at the page time `atMs` or just before. */
  changed(records: MutationRecord[], atMs: number): void;
  /** Is `node` in an answer that is known? More of it can wait. */
  grows?(node: Node): boolean | undefined;
  /** A root is watched from now on; what it holds is no change. */
  found(root: Document | ShadowRoot): void;
  /**
   * A window whose events do not reach this one's, or this one: `on` hears them, `undo` takes back
   * what is done to it.
   */
  entered?(on: Hear, window: Window & typeof globalThis, undo: (() => void)[]): void;
}

/** More of an answer is told in steps, not token by token. */
const kStepMs = 100;
/** After so many elements were searched, what comes is searched at the next step. */
const kMuch = 100;

/** One tag for a window, whichever frame it was started in. */
const kMark = Symbol.for("undertone.watched");

/** Is another capture at work in this window already? */
export const isWatched = (window: object): boolean => kMark in window;

/**
 * Watches the document, every open shadow root and every frame of the same origin, also those that
 * come later. Attributes are not observed: they are nearly all of a page's changes.
 */
export function watchRoots(
  listener: Required<RootListener>,
  nowMs: () => number,
  safely: Safely,
): () => void {
  const undo: (() => void)[] = [];
  const known = new WeakSet<Node>();
  let held: MutationRecord[] = [];
  let heldMs = 0;
  let added: Element[] = [];
  let isWaiting = false;
  const observer = new MutationObserver((records) => {
    const isMore = records.every(({ target }) => listener.grows(target));
    if (!isMore) tell(); // what is held came before
    held = [...held, ...records];
    heldMs = nowMs();
    if (isMore) wait();
    else tell();
  });

  function wait(): void {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      tell();
    }, kStepMs);
  }

  function tell(): void {
    const records = held;
    held = [];
    if (records[0]) listener.changed(records, heldMs);
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (isElement(node)) added.push(node);
    if (!isWaiting) searchAdded();
  }

  function searchAdded(): void {
    const elements = added.filter(({ isConnected }) => isConnected);
    added = [];
    let looked = 0;
    for (const element of elements) looked += search(element);
    if (looked > kMuch) wait();
  }

  function watch(root: Document | ShadowRoot): void {
    if (known.has(root)) return;
    known.add(root);
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    search(root);
    listener.found(root);
  }

  /** No selector tells which elements have roots; the text of an answer is full of such as cannot. */
  function search(node: ParentNode): number {
    const inside = node.querySelectorAll(":not(b,code,del,em,i,mark,s,strong,u)");
    look(node as Element);
    inside.forEach(look);
    return inside.length;
  }

  function look(element: Element): void {
    if (element.shadowRoot) watch(element.shadowRoot);
    if (element.tagName !== "IFRAME") return;
    const frame = element as HTMLIFrameElement;
    if (!known.has(frame)) {
      known.add(frame);
      undo.push(on(frame, "load", () => enterFrame(frame)));
    }
    enterFrame(frame);
  }

  function enterFrame(frame: HTMLIFrameElement): void {
    let inside: (Window & typeof globalThis) | null | undefined;
    try {
      inside = frame.contentDocument?.defaultView;
    } catch {
      return; // another origin
    }
    if (inside && !isWatched(inside)) enter(inside);
  }

  function enter(window: Window & typeof globalThis): void {
    define(window, kMark, true);
    undo.push(() => Reflect.deleteProperty(window, kMark));
    // A closed root that is made while the tag looks on can be watched as well.
    const made = (root: ShadowRoot): void => {
      if (known.has(root.ownerDocument)) watch(root);
    };
    const { prototype } = window.Element;
    undo.push(replace(prototype, "attachShadow", (native) => overheard(native, undefined, made)));
    const hear: Hear = (name, call) => undo.push(listenIn(window, name, safely(call)));
    listener.entered(hear, window, undo);
    watch(window.document);
  }

  enter(window);
  return () => {
    observer.disconnect();
    added = held = [];
    for (const call of undo.splice(0)) call();
  };
}

/** Hears `name` until the result is called. */
export function on(
  target: EventTarget,
  name: string,
  listener: (event: Event) => void,
  options?: AddEventListenerOptions,
): () => void {
  target.addEventListener(name, listener, options);
  return () => target.removeEventListener(name, listener, options);
}

/** Calls `listener` for an event in any window that is entered, with the element it came from. */
function listenIn(
  window: Window,
  name: string,
  listener: (event: Event, target: Element) => void,
): () => void {
  const heard = (event: Event): void => {
    const target = event.composedPath()[0] as Node | undefined;
    const element = isElement(target) ? target : target?.parentElement;
    if (element) listener(event, element);
    else if (target && isDocument(target)) listener(event, target.documentElement);
  };
  return on(window, name, heard, { capture: true, passive: true });
}
