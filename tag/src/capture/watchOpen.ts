// Whether a widget is open: an element that takes up no room is closed. Asked of the browser, which
// tells without a layout of its own.

export interface OpenWatch {
  /** `element` is what the widget takes up. */
  watch(element: Element): void;
  stop(): void;
}

export function watchOpen(onChange: (isOpen: boolean) => void): OpenWatch {
  let watched: Element | undefined;
  let isOpen: boolean | undefined;
  const observer = new IntersectionObserver(seen);

  function seen(entries: IntersectionObserverEntry[]): void {
    const entry = entries[entries.length - 1];
    if (!entry || entry.target !== watched) return;
    const { width, height } = entry.boundingClientRect;
    const isOpenNow = width > 0 && height > 0;
    // Where it was found is no opening.
    if (isOpen !== undefined && isOpen !== isOpenNow) onChange(isOpenNow);
    isOpen = isOpenNow;
  }

  return {
    watch(element) {
      if (element === watched) return;
      if (watched) observer.unobserve(watched);
      watched = element;
      isOpen = undefined;
      observer.observe(element);
    },
    stop: () => observer.disconnect(),
  };
}
