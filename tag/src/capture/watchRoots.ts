import { quietly } from "./network/watcher.ts";
import { isDocument, isElement } from "./tree.ts";

export interface RootListener {
  /** Something changed below a root that is watched. */
  changed(records: MutationRecord[]): void;
  /** A root is watched from now on; what it holds is no change. */
  found(root: Document | ShadowRoot): void;
  /** A window whose events do not reach this one's, or this one. */
  entered?(window: Window & typeof globalThis): void;
}

/** Elements from which on a search is followed by a rest; what comes meanwhile is searched then. */
const kMuch = 100;
const kRestMs = 50;

/** One tag for a window, whichever frame it was started in. */
const kMark = Symbol.for("undertone.watched");

/** Is another capture at work in this window already? */
export const isWatched = (window: object): boolean => kMark in window;

/**
 * Watches the document, every open shadow root and every frame of the same origin, also those that
 * come later. Attributes are not observed: they are nearly all of a page's changes.
 */
export function watchRoots(listener: RootListener): () => void {
  const undo: (() => void)[] = [];
  const known = new WeakSet<Node>();
  let added: Element[] = [];
  let isResting = false;
  const observer = new MutationObserver((records) => {
    listener.changed(records);
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (isElement(node)) added.push(node);
    searchAdded();
  });

  /** At once; after much, seldom: an answer may be made anew at each of its words. */
  function searchAdded(): void {
    if (isResting) return;
    const elements = added.filter(({ isConnected }) => isConnected);
    added = [];
    let looked = 0;
    for (const element of elements) looked += search(element);
    if (looked < kMuch) return;
    isResting = true;
    setTimeout(() => {
      isResting = false;
      searchAdded();
    }, kRestMs);
  }

  function watch(root: Document | ShadowRoot): void {
    if (known.has(root)) return;
    known.add(root);
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    search(root);
    listener.found(root);
  }

  /** Only few elements have roots or frames, and no selector tells which. Gives how many it met. */
  function search(node: ParentNode): number {
    const inside = node.querySelectorAll("*");
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
      const enterAgain = (): void => void enterFrame(frame);
      frame.addEventListener("load", enterAgain);
      undo.push(() => frame.removeEventListener("load", enterAgain));
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
    Object.defineProperty(window, kMark, { value: true, configurable: true });
    undo.push(() => Reflect.deleteProperty(window, kMark));
    const { prototype } = window.Element;
    const native = prototype.attachShadow;
    const patched = function (this: Element, init: ShadowRootInit): ShadowRoot {
      const root = native.call(this, init);
      // A closed root that is made while the tag looks on can be watched as well.
      quietly(() => {
        if (known.has(this.ownerDocument)) watch(root);
      });
      return root;
    };
    prototype.attachShadow = patched;
    undo.push(() => {
      if (prototype.attachShadow === patched) prototype.attachShadow = native;
    });
    listener.entered?.(window);
    watch(window.document);
  }

  enter(window);
  return () => {
    observer.disconnect();
    added = [];
    for (const call of undo.splice(0)) call();
  };
}

/** Calls `listener` for an event in any window that is entered, with the element it came from. */
export function listenIn(
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
  window.addEventListener(name, heard, { capture: true, passive: true });
  return () => window.removeEventListener(name, heard, true);
}
