// When the page goes and comes back. No unload, no beforeunload: they keep a page out of the
// back/forward cache. All on window: listeners on document come too late in every engine.

export interface PageLife {
  /** hidden: it may be the last the page hears */
  hidden(): void;
  /** closing; `persisted`: perhaps only into the back/forward cache */
  closing(persisted: boolean): void;
  /** back, or online again */
  resumed(): void;
}

/** Returns the function that stops listening. */
export function watchPage(life: PageLife): () => void {
  const listeners: [string, (event: Event) => void][] = [
    [
      "visibilitychange",
      () => (document.visibilityState === "hidden" ? life.hidden() : life.resumed()),
    ],
    ["pagehide", (event) => life.closing((event as PageTransitionEvent).persisted)],
    [
      "pageshow",
      (event) => {
        if ((event as PageTransitionEvent).persisted) life.resumed();
      },
    ],
    ["online", () => life.resumed()],
  ];
  for (const [name, listener] of listeners) addEventListener(name, listener, true);
  return () => {
    for (const [name, listener] of listeners) removeEventListener(name, listener, true);
  };
}
