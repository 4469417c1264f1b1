/** A busy page gets its engine after this long anyway. */
const kLongestMs = 2000;

/** Runs `work` when the page is loaded and has nothing else to do. */
export function whenIdle(work: () => void): void {
  const wait = (): void => {
    if (typeof requestIdleCallback === "function") {
      requestIdleCallback(work, { timeout: kLongestMs });
    } else setTimeout(work, 200); // WebKit has no idle callback
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}
