/** A collector that asks for more than this is asked again anyway; events do not live longer. */
const kMaxWaitMs = 24 * 3600 * 1000;

/**
 * The wait that a `Retry-After` header asks for, in seconds or as a date.
 * Source  RFC 9110, section 10.2.3
 */
export function retryAfterMs(header: string | null, nowMs: number): number {
  const waitMs = Number(header) * 1000 || Date.parse(header as string) - nowMs || 0;
  return Math.min(Math.max(waitMs, 0), kMaxWaitMs);
}
