// What the tag tells about itself: every event that is not delivered is counted here under one
// reason, and the counts are sent.
import type { DropReason, TagEvent } from "@undertone/wasm";
import { isDoubtful, type SealedEvent } from "../event/seal.ts";

export type Counts = Partial<Record<DropReason, number>>;

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
  private _dropped: Counts = {};
  private _errors = 0;
  private _retries = 0;
  private _engineLoadMs: number | undefined;

  constructor(private readonly _onCount: () => void = () => {}) {}

  /** Counted and not reported. */
  get dropped(): Counts {
    return this._dropped;
  }

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
    this._dropped = { ...this._dropped, [reason]: (this._dropped[reason] ?? 0) + count };
    this._onCount();
  }

  /**
   * Counts lost events; those that may have arrived as `network_error`. What a lost report counted
   * is counted again, so that it arrives after all.
   */
  lose(reason: DropReason, events: readonly SealedEvent[]): void {
    for (const event of events) {
      const perhaps = isDoubtful(event) && "network_error";
      this.count(perhaps || reason);
      if (event.kind === "tag") this.countAll(event.dropped, perhaps);
    }
  }

  /** Counts what another page or report had counted. */
  countAll(counts: Counts, as?: DropReason | false): void {
    for (const [name, count] of Object.entries(counts))
      this.count(as || (name as DropReason), count);
  }

  /** Another page reports these. */
  forgive(counts: Counts): void {
    const all = this._dropped;
    this._dropped = {};
    this.urgent = false;
    for (const [name, count] of Object.entries(all) as [DropReason, number][]) {
      this.count(name, count - (counts[name] ?? 0));
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
