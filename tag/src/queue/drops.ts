// Every event that is not delivered is counted here under one reason, and the counts are sent.
import type { DropReason } from "@undertone/wasm";
import type { SealedEvent } from "../event/seal.ts";

export type DropCounts = Partial<Record<DropReason, number>>;

export class Drops {
  private _counts: DropCounts = {};

  count(reason: DropReason, count = 1): void {
    if (count > 0) this._counts[reason] = (this._counts[reason] ?? 0) + count;
  }

  /** Counts lost events. What a lost report counted is counted again, so that it arrives after all. */
  lose(reason: DropReason, events: readonly SealedEvent[]): void {
    this.count(reason, events.length);
    for (const event of events) {
      if (event.kind !== "tag") continue;
      for (const [name, count] of Object.entries(event.dropped)) {
        this.count(name as DropReason, count);
      }
    }
  }

  get any(): boolean {
    return Object.keys(this._counts).length > 0;
  }

  /** Is there anything that is worth a request of its own? What the site samples out is not. */
  get urgent(): boolean {
    return Object.keys(this._counts).some((name) => name !== "sampled_out");
  }

  /** The counts so far; they start again from zero. */
  take(): DropCounts {
    const counts = this._counts;
    this._counts = {};
    return counts;
  }
}
