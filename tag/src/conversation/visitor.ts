// A random first-party id and what depends on it. Exists only where the site asked for it, the
// visitor agreed and no privacy signal objects; a new one every 30 days.
import type { Reopened, VisitBucket } from "@undertone/wasm";
import { randomId } from "../event/randomId.ts";
import { readJson, writeJson } from "../jsonStorage.ts";

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

  /** The visit this page belongs to; counted when its first conversation begins. */
  visit(nowMs: number): Visit | undefined {
    if (this._visit) return this._visit;
    const old = readJson<State>("localStorage", kKey);
    // A clock that was ahead for a while must not keep the id for longer.
    const isYoung = Math.abs(nowMs - (old?.sinceMs as number)) < kLifeMs;
    const state: State = {
      id: randomId(),
      sinceMs: nowMs,
      visits: 0,
      ...(isYoung && old),
      lastMs: nowMs,
    };
    state.visits += 1;
    // An id that cannot be kept would make every page a new visitor.
    if (!writeJson("localStorage", kKey, state)) return undefined;
    this._visit = {
      visitor: state.id,
      visits: bucket(state.visits),
      reopened: isYoung ? reopened(nowMs - (old?.lastMs as number)) : "none",
    };
    return this._visit;
  }

  forget(): void {
    this._visit = undefined;
    writeJson("localStorage", kKey);
  }
}
