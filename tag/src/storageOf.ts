/** A storage of the page, or undefined where even looking at it throws (blocked, sandboxed). */
export function storageOf(name: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
