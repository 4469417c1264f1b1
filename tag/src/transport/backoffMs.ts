/**
 * Wait before retry number `attempt` (from 1): exponential, with full jitter so that many pages do
 * not come back together.
 */
export function backoffMs(
  attempt: number,
  firstMs: number,
  maxMs: number,
  random: () => number = Math.random,
): number {
  return random() * Math.min(maxMs, firstMs * 2 ** (attempt - 1));
}
