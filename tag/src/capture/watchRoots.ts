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
/** A search goes on for so long, and part by part from so many elements on. */
const kSearchMs = 2;
const kMuch = 300;

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
  let added: Iterable<Node>[] = [];
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
    for (const { addedNodes } of records) added.push(addedNodes);
    searchAdded();
  }

  /** For a moment at once, the newest first; the rest of a long history step by step. */
  function searchAdded(): void {
    const endMs = nowMs() + kSearchMs;
    while (added[0] && !isWaiting) {
      for (const node of added.pop() ?? []) if (isElement(node) && node.isConnected) search(node);
      if (nowMs() > endMs) wait();
    }
  }

  function watch(root: Document | ShadowRoot): void {
    if (known.has(root)) return;
    known.add(root);
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    search(root);
    listener.found(root);
    searchAdded();
  }

  /** Only few elements have roots or frames, and no selector tells which. */
  function search(node: ParentNode): void {
    const inside = node.querySelectorAll("*");
    look(node as Element);
    if (inside.length < kMuch) inside.forEach(look);
    else for (const child of node.children) added.push([child]);
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
