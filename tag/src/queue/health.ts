// What the tag tells about itself: every event that is not delivered is counted here under one
// reason, and the counts are sent.
import type { DropReason, TagEvent } from "@undertone/wasm";
import type { SealedEvent } from "../event/seal.ts";

/** Something that the next report tells. */
export interface Note {
  engineLoadMs?: number;
  error?: boolean;
  retry?: boolean;
}

export class Health {
  /** There is something to tell along with other events. */
  due = false;
  /** It is worth a request of its own. What the site samples out is not. */
  urgent = false;
  private _dropped: Partial<Record<DropReason, number>> = {};
  private _errors = 0;
  private _retries = 0;
  private _engineLoadMs: number | undefined;

  note({ engineLoadMs, error, retry }: Note): void {
    this.due = true;
    this._engineLoadMs = engineLoadMs ?? this._engineLoadMs;
    if (error) this._errors += 1;
    if (retry) this._retries += 1;
  }

  count(reason: DropReason, count = 1): void {
    if (count <= 0) return;
    this.due = true;
    this.urgent ||= reason !== "sampled_out";
    this._dropped[reason] = (this._dropped[reason] ?? 0) + count;
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

  /** All since the last report, as an event; the counts start again from zero. */
  take(): TagEvent {
    const report: TagEvent = {
      kind: "tag",
      dropped: this._dropped,
      internal_errors: this._errors,
      retries: this._retries,
      ...(this._engineLoadMs !== undefined && { engine_load_ms: this._engineLoadMs }),
    };
    this._dropped = {};
    this._errors = this._retries = 0;
    this._engineLoadMs = undefined;
    this.due = this.urgent = false;
    return report;
  }
}
