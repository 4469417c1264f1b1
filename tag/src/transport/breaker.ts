// After some failed batches in a row the collector is left alone but for one probe a minute.

const kFailures = 5;
const kProbeMs = 60_000;

export class Breaker {
  private _failures = 0;
  private _lastFailureMs = -1;
  private _notBeforeMs = 0;

  constructor(
    private readonly _nowMs: () => number,
    private readonly _onRecovered: () => void,
  ) {}

  /** Milliseconds until a request may be sent. */
  get waitMs(): number {
    return Math.max(0, this._notBeforeMs - this._nowMs());
  }

  /** Nothing failed since the last success. */
  get healthy(): boolean {
    return this._lastFailureMs < 0;
  }

  /** The collector answered. An answer to what was sent before the last failure proves nothing. */
  success(startedMs: number): void {
    if (this.healthy || startedMs <= this._lastFailureMs) return;
    this._failures = 0;
    this._lastFailureMs = -1;
    this._notBeforeMs = 0;
    this._onRecovered();
  }

  /**
   * A batch failed that was sent at `startedMs`. Retries of one batch count once, and so do
   * requests that were on their way together. `retryAfterMs`: what the collector asked for.
   */
  failure(startedMs: number, isRetry: boolean, retryAfterMs: number): void {
    const now = this._nowMs();
    if (!isRetry && startedMs > this._lastFailureMs) this._failures += 1;
    this._lastFailureMs = now;
    const waitMs = this._failures >= kFailures ? Math.max(kProbeMs, retryAfterMs) : retryAfterMs;
    this._notBeforeMs = Math.max(this._notBeforeMs, now + waitMs);
  }
}
