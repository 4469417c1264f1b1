// After some failed batches in a row the collector is left alone but for one probe a minute.

const kFailures = 5;
const kProbeMs = 60_000;

export interface Breaker {
  /** Milliseconds until a request may be sent. */
  readonly waitMs: number;
  /** Nothing failed since the last success. */
  readonly healthy: boolean;
  /** The collector answered. An answer to what was sent before the last failure proves nothing. */
  success(startedMs: number): void;
  /**
   * A batch failed that was sent at `startedMs`. Retries of one batch count once, and so do
   * requests that were on their way together. `retryAfterMs`: what the collector asked for.
   */
  failure(startedMs: number, isRetry: boolean, retryAfterMs: number): void;
}

export function createBreaker(nowMs: () => number, onRecovered: () => void): Breaker {
  let failures = 0;
  let lastFailureMs = -1;
  let notBeforeMs = 0;

  return {
    get waitMs() {
      return Math.max(0, notBeforeMs - nowMs());
    },
    get healthy() {
      return lastFailureMs < 0;
    },
    success(startedMs) {
      if (lastFailureMs < 0 || startedMs <= lastFailureMs) return;
      failures = 0;
      lastFailureMs = -1;
      notBeforeMs = 0;
      onRecovered();
    },
    failure(startedMs, isRetry, retryAfterMs) {
      if (!isRetry && startedMs > lastFailureMs) failures += 1;
      lastFailureMs = nowMs();
      const waitMs = failures >= kFailures ? Math.max(kProbeMs, retryAfterMs) : retryAfterMs;
      notBeforeMs = Math.max(notBeforeMs, lastFailureMs + waitMs);
    },
  };
}
