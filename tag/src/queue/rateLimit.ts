/**
 * A token bucket: `burst` at once, then `perSecond` sustained. Protects the collector from a page
 * that went wild.
 */
export function rateLimit(perSecond: number, burst: number, nowMs: () => number): () => boolean {
  let tokens = burst;
  let last = nowMs();
  return () => {
    const now = nowMs();
    tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
