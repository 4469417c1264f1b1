// Time that does not jump: monotonic from the start of the page, corrected by the collector's clock.

/** The `Date` header counts whole seconds and the way takes time: smaller differences are noise. */
const kNoiseMs = 2000;

export class Clock {
  private _skewMs = 0;

  /** Milliseconds since the page began; never goes back. */
  elapsedMs(): number {
    return performance.now();
  }

  /** Unix milliseconds. */
  nowMs(): number {
    // Safari 14 has no timeOrigin.
    return Math.round((performance.timeOrigin + performance.now() || Date.now()) + this._skewMs);
  }

  /** Learns from the `Date` header of a response to a request sent at `sentMs` (`nowMs()` then). */
  learn(dateHeader: string | null, sentMs: number): void {
    const server = Date.parse(dateHeader as string); // no number where it is none
    const skew = server + 500 - (sentMs + this.nowMs()) / 2;
    if (Math.abs(skew) > kNoiseMs) this._skewMs += skew;
  }
}
