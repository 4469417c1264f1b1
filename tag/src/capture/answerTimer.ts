/** A gap that a reader notices (SIGNALS section 2). */
const kStallMs = 2000;

/** Times of one streamed answer. All times are page times. */
export class AnswerTimer {
  firstMs: number | undefined;
  lastMs: number;
  private _stalls = 0;

  /** `sentMs`: when the question was sent. */
  constructor(private readonly _sentMs: number) {
    this.lastMs = _sentMs;
  }

  /** More text came. The wait for the first piece is no stall. */
  grow(nowMs: number): void {
    if (this.firstMs === undefined) this.firstMs = nowMs;
    else if (nowMs - this.lastMs > kStallMs) this._stalls += 1;
    this.lastMs = nowMs;
  }

  /** Since `sentMs`. */
  times(sentMs = this._sentMs): { latencyMs?: number; firstTokenMs?: number; stalls: number } {
    const since = (ms: number): number => Math.max(0, Math.round(ms - sentMs));
    if (this.firstMs === undefined) return { stalls: 0 };
    return {
      latencyMs: since(this.lastMs),
      firstTokenMs: since(this.firstMs),
      stalls: this._stalls,
    };
  }
}
