// Whether the user goes back to read what was said before: by hand, and far enough that it is no
// accident. A list that scrolls itself goes the other way.

/** A scroll this soon after wheel, finger or key is the user's. */
const kHandMs = 1000;
/** Share of what is in view that has to go by. */
const kShare = 0.5;
/** So near to the end one is back. */
const kNearPx = 20;

export interface ScrollWatch {
  /** The user did something that may scroll. */
  hand(): void;
  scrolled(list: Element): void;
}

export function watchScroll(nowMs: () => number, onBack: () => void): ScrollWatch {
  const known = new WeakMap<Element, { lowest: number; isBack: boolean }>();
  let handMs = Number.NEGATIVE_INFINITY;
  return {
    hand() {
      handMs = nowMs();
    },
    scrolled(list) {
      const { scrollTop, clientHeight } = list;
      const at = known.get(list) ?? { lowest: scrollTop, isBack: false };
      known.set(list, at);
      if (scrollTop >= at.lowest - kNearPx) at.isBack = false;
      at.lowest = Math.max(at.lowest, scrollTop);
      const isFar = at.lowest - scrollTop > clientHeight * kShare;
      if (at.isBack || !isFar || nowMs() - handMs > kHandMs) return;
      at.isBack = true;
      onBack();
    },
  };
}
