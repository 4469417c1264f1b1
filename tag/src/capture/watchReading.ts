// How long an answer is in view while the page is: asked of the browser, never measured.

import { on } from "./watchRoots.ts";

/** A shorter look is no reading. */
const kShortestMs = 300;
/** Half of it, or of the window, must be seen. */
const kShare = 0.5;

/**
 * Reading takes 42 ms per code point (238 words a minute, Brysbaert 2019), a glance that finds half of
 * it: from here on the answer counts as read, so it is told while the page is there. Bounds in ms.
 */
const kReadMsPerCodeUnit = 21;
const kLeastReadMs = 2000;
const kMostReadMs = 20_000;

export interface Reading {
  /** `element` shows the answer `turnIndex`; the one before is read. */
  start(element: Element, turnIndex: number, codeUnits: number): void;
  end(): void;
  stop(): void;
}

export function watchReading(
  nowMs: () => number,
  onRead: (turnIndex: number, ms: number) => void,
): Reading {
  let turn: number | undefined;
  let isInView = false;
  let sinceMs: number | undefined;
  let totalMs = 0;
  let neededMs = 0;
  let toldMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(seen, { threshold: [0, 0.1, 0.25, kShare, 0.75, 1] });
  const deafen = on(document, "visibilitychange", update);

  function seen(entries: IntersectionObserverEntry[]): void {
    const entry = entries[entries.length - 1];
    if (!entry) return;
    const windowHeight = entry.rootBounds?.height ?? Number.POSITIVE_INFINITY;
    const fillsWindow = entry.intersectionRect.height > windowHeight * kShare;
    isInView = entry.isIntersecting && (entry.intersectionRatio >= kShare || fillsWindow);
    update();
  }

  function update(): void {
    const isSeen = turn !== undefined && isInView && document.visibilityState === "visible";
    if (sinceMs !== undefined) totalMs += nowMs() - sinceMs;
    sinceMs = isSeen ? nowMs() : undefined;
    clearTimeout(timer);
    if (isSeen && toldMs === 0) timer = setTimeout(check, Math.max(neededMs - totalMs, 0) + 20);
  }

  function check(): void {
    update();
    if (totalMs >= neededMs) tell();
  }

  function tell(): void {
    if (turn === undefined || totalMs < kShortestMs || totalMs < 2 * toldMs) return;
    toldMs = Math.round(totalMs);
    onRead(turn, toldMs);
  }

  function end(): void {
    update();
    observer.disconnect();
    clearTimeout(timer);
    tell();
    turn = sinceMs = undefined;
    isInView = false;
    totalMs = toldMs = 0;
  }

  return {
    start(element, turnIndex, codeUnits) {
      end();
      turn = turnIndex;
      neededMs = Math.min(Math.max(codeUnits * kReadMsPerCodeUnit, kLeastReadMs), kMostReadMs);
      observer.observe(element);
    },
    end,
    stop() {
      clearTimeout(timer);
      observer.disconnect();
      deafen();
    },
  };
}
