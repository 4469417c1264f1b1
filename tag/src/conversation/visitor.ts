// A random first-party id and what depends on it. Exists only where the site asked for it, the
// visitor agreed and no privacy signal objects; a new one every 30 days.
import type { Reopened, VisitBucket } from "@undertone/wasm";
import { randomId } from "../event/randomId.ts";

const kHourMs = 3600 * 1000;
const kLifeMs = 30 * 24 * kHourMs;
const kKey = "undertone:visitor";

interface State {
  id: string;
  sinceMs: number;
  /** visits with a conversation */
  visits: number;
  /** last activity in a conversation */
  lastMs: number;
}

export interface Visit {
  visitor: string;
  visits: VisitBucket;
  reopened: Reopened;
}

function bucket(visits: number): VisitBucket {
  if (visits < 2) return "first";
  if (visits < 4) return "two_to_three";
  return visits < 10 ? "four_to_nine" : "ten_or_more";
}

function reopened(sinceLastMs: number): Reopened {
  if (sinceLastMs <= 24 * kHourMs) return "within_24h";
  if (sinceLastMs <= 72 * kHourMs) return "within_72h";
  return sinceLastMs <= 7 * 24 * kHourMs ? "within_7d" : "none";
}

export class Visitor {
  private _visit: Visit | undefined;

  constructor(
    private readonly _storage: Storage | undefined,
    private readonly _nowMs: () => number,
  ) {}

  /** The visit this page belongs to; counted when its first conversation begins. */
  visit(): Visit | undefined {
    if (this._visit || !this._storage) return this._visit;
    const now = this._nowMs();
    const old = this._read();
    const kept = old && now - old.sinceMs < kLifeMs ? old : undefined;
    const state: State = {
      id: kept?.id ?? randomId(),
      sinceMs: kept?.sinceMs ?? now,
      visits: (kept?.visits ?? 0) + 1,
      lastMs: now,
    };
    this._visit = {
      visitor: state.id,
      visits: bucket(state.visits),
      reopened: kept ? reopened(now - kept.lastMs) : "none",
    };
    try {
      this._storage.setItem(kKey, JSON.stringify(state));
    } catch {
      this._visit = undefined; // an id that cannot be kept would make every page a new visitor
    }
    return this._visit;
  }

  forget(): void {
    this._visit = undefined;
    this._storage?.removeItem(kKey);
  }

  private _read(): State | undefined {
    try {
      const state = JSON.parse(this._storage?.getItem(kKey) ?? "null");
      return typeof state?.id === "string" ? state : undefined;
    } catch {
      return undefined;
    }
  }
}
